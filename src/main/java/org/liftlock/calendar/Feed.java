package org.liftlock.calendar;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.springframework.stereotype.Component;

/**
 * Sheets as calendar programs read them (RFC 5545): one event for each upgrade and each freeze. Times are in UTC, so that no
 * program has to know the site's zone; texts name that one. Unchanged windows give an unchanged file.
 */
@Component
public class Feed {

    private static final Duration BACK = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(400);
    private static final Duration ASK_EVERY = Duration.ofMinutes(30);

    private final String address;
    private final String host;
    private final Clock clock;

    Feed(
            @org.springframework.beans.factory.annotation.Value(
                            "${liftlock.address:http://localhost:${server.port:8080}}")
                    String address,
            Clock clock) {
        this.address = address;
        this.host = Optional.ofNullable(URI.create(address).getHost()).orElse("liftlock");
        this.clock = clock;
    }

    /** What a feed covers: a month back, so that what was called off is taken out of calendars, and a good year ahead. */
    public MaintenanceWindow span() {
        Instant now = clock.instant();
        return new MaintenanceWindow(now.minus(BACK), now.plus(AHEAD));
    }

    /** @param system empty for all that the sheet has */
    public String of(Sheet sheet, Optional<String> system) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Liftlock//Upgrade windows//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new XProperty(
                "X-WR-CALNAME", system.map(name -> "Upgrades of " + name).orElse("Upgrades")));
        calendar.add(new RefreshInterval(new ParameterList(List.of(Value.DURATION)), ASK_EVERY));
        sheet.bookings().stream()
                .filter(Booking::newest)
                .filter(booking -> system.map(booking.system()::equals).orElse(true))
                .forEach(booking -> calendar.add(event(sheet, booking)));
        sheet.freezesHere().stream()
                .filter(freeze -> system.isEmpty()
                        || freeze.system().isEmpty()
                        || freeze.system().equals(system))
                .forEach(freeze -> calendar.add(event(sheet, freeze)));
        return written(calendar);
    }

    private VEvent event(Sheet sheet, Booking booking) {
        VEvent event = event(booking.key(), booking.window(), booking.changedAt(), booking.sequence());
        event.add(status(booking));
        event.add(new Summary(plain(booking.title() + " (" + booking.environment() + "): " + booking.state())));
        event.add(new Description(words(sheet, booking)));
        event.add(new Url(URI.create(address + "/upgrades/" + booking.key())));
        return event;
    }

    private VEvent event(Sheet sheet, Freeze freeze) {
        VEvent event = event(freeze.id(), freeze.span(), freeze.span().opensAt(), 0);
        event.add(ImmutableStatus.VEVENT_CONFIRMED);
        event.add(ImmutableTransp.TRANSPARENT);
        event.add(new Summary(plain("Change freeze: " + freeze.name())));
        event.add(new Description(plain("No changes of "
                + freeze.system().map(name -> name + " and what depends on it").orElse("any system")
                + (freeze.exempt().isEmpty() || freeze.exempt().contains("")
                        ? ""
                        : ", except for: "
                                + String.join(
                                                ", ",
                                                freeze.exempt().stream()
                                                        .sorted()
                                                        .toList())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')))));
        event.add(new Url(URI.create(address + "/calendar?on="
                + freeze.span().opensAt().atZone(sheet.zone()).toLocalDate())));
        return event;
    }

    private VEvent event(String id, MaintenanceWindow span, Instant changedAt, int sequence) {
        Instant changed = changedAt.truncatedTo(ChronoUnit.SECONDS);
        VEvent event = new VEvent(false);
        for (Property property : List.of(
                new Uid(plain(id) + "@" + host),
                new DtStamp(changed),
                new LastModified(changed),
                new Sequence(sequence),
                new DtStart<>(span.opensAt().truncatedTo(ChronoUnit.SECONDS)),
                new DtEnd<>(span.endsAt().truncatedTo(ChronoUnit.SECONDS)))) {
            event.add(property);
        }
        return event;
    }

    /** Confirmed from the moment when it is approved, and only as long as that counts. */
    private static Status status(Booking booking) {
        return switch (booking.standing().state()) {
            case CALLED_OFF -> ImmutableStatus.VEVENT_CANCELLED;
            case PLANNED, ASKED -> ImmutableStatus.VEVENT_TENTATIVE;
            case APPROVED ->
                booking.standing().voidBecause().isPresent()
                        ? ImmutableStatus.VEVENT_TENTATIVE
                        : ImmutableStatus.VEVENT_CONFIRMED;
            case RUNNING, OVER -> ImmutableStatus.VEVENT_CONFIRMED;
        };
    }

    private static String words(Sheet sheet, Booking booking) {
        ZoneId zone = sheet.zone();
        List<String> lines = new ArrayList<>();
        lines.add(booking.key() + " raises " + booking.system() + " (" + booking.environment() + ") from "
                + booking.from() + " to " + booking.to() + ".");
        lines.add("Why: " + booking.why());
        lines.add("Window: " + booking.window().inWords(zone) + ".");
        lines.add("State: " + booking.state() + "; " + booking.standing().approvals() + ".");
        booking.standing().voidBecause().ifPresent(why -> lines.add("The approval does not count: " + why + "."));
        booking.plan()
                .ifPresent(plan -> lines.add((plan.engineer().isBlank()
                                ? "Nobody is named who carries it out"
                                : plan.engineer() + " carries it out")
                        + "; " + plan.decider() + " decides"
                        + (plan.deputy().isBlank() ? "" : ", else " + plan.deputy()) + "."));
        booking.actual()
                .ifPresent(done -> lines.add("Began " + moment(done.from(), zone)
                        + done.until()
                                .map(end -> ", last step ended " + moment(end, zone))
                                .orElse("") + "."));
        sheet.inTheWayOf(booking).forEach(conflict -> lines.add("Careful: " + conflict + "."));
        return String.join("\n", lines.stream().map(Feed::plain).toList());
    }

    private static String moment(Instant moment, ZoneId zone) {
        return DateTimeFormatter.ofPattern("d MMM uuuu HH:mm zzz", Locale.ENGLISH)
                .format(moment.atZone(zone));
    }

    /** On one line, without what no calendar may hold. */
    private static String plain(String written) {
        return written.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    private static String written(Calendar calendar) {
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter().output(calendar, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
