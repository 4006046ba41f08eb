package org.liftlock.descriptor;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Value.Fields;

/** Makes the site of its part of the merged description. */
final class SiteReader {

    private final Fields site;
    private final Problems problems;

    SiteReader(Fields site, Problems problems) {
        this.site = site;
        this.problems = problems;
    }

    Site read() {
        Fields tickets = site.fields("tickets");
        Map<String, Person> people = new LinkedHashMap<>();
        site.fields("people").map().keySet().forEach(name -> people.put(name, person(name)));
        Map<String, SiteCalendar> calendars = new LinkedHashMap<>();
        site.fields("calendars")
                .map()
                .keySet()
                .forEach(name -> calendar(name).ifPresent(calendar -> calendars.put(name, calendar)));
        return new Site(
                site.text("name").orElse(Site.UNNAMED.name()),
                zone(site, "site.time_zone").orElse(Site.UNNAMED.timeZone()),
                tickets.text("pattern").filter(pattern -> isPattern(tickets, pattern)),
                tickets.text("link"),
                people,
                calendars);
    }

    private Person person(String name) {
        Fields person = site.fields("people").fields(name);
        return new Person(
                name, person.text("mail"), zone(person, "site.people." + name + ".time_zone"), person.text("deputy"));
    }

    private Optional<SiteCalendar> calendar(String name) {
        Fields calendar = site.fields("calendars").fields(name);
        Fields freeze = calendar.fields("freeze");
        try {
            return Optional.of(
                    freeze.map().isEmpty()
                            ? new SiteCalendar.Windows(
                                    name,
                                    calendar.text("rule").orElse(""),
                                    LocalTime.parse(calendar.text("from").orElse("")),
                                    LocalTime.parse(calendar.text("to").orElse("")))
                            : new SiteCalendar.Freeze(
                                    name,
                                    LocalDate.parse(freeze.text("from").orElse("")),
                                    LocalDate.parse(freeze.text("to").orElse("")),
                                    calendar.texts("except").stream()
                                            .map(SiteReader::category)
                                            .collect(Collectors.toSet())));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            problems.add(
                    calendar.place(),
                    "site.calendars." + name,
                    "",
                    "days and times that exist",
                    wrong.getMessage() + ".");
            return Optional.empty();
        }
    }

    static ReasonCategory category(String word) {
        return Enums.read(ReasonCategory.class, word);
    }

    private Optional<ZoneId> zone(Fields fields, String path) {
        return fields.text("time_zone").flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException unknown) {
                problems.add(
                        fields.map().get("time_zone").place(),
                        path,
                        name,
                        "a time zone such as Europe/Zurich",
                        "Name it by continent and city.",
                        Nearest.to(name, ZoneId.getAvailableZoneIds()));
                return Optional.empty();
            }
        });
    }

    private boolean isPattern(Fields tickets, String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException wrong) {
            problems.add(
                    tickets.map().get("pattern").place(),
                    "site.tickets.pattern",
                    pattern,
                    "a regular expression",
                    wrong.getDescription() + ".");
            return false;
        }
    }
}
