package org.liftlock.descriptor;

import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;

/** Whether what a template names is there, before anybody relies on it: system, environments, method, calendar. */
final class TemplateCheck {

    private final Library library;
    private final Describer describer;
    private final Fields template;
    private final Problems problems;

    TemplateCheck(Library library, Describer describer, Document template, Problems problems) {
        this.library = library;
        this.describer = describer;
        this.template = template.fields();
        this.problems = problems;
    }

    void check() {
        String system = template.text("system").orElse("");
        Optional<Document> described = library.system(system);
        if (described.isEmpty()) {
            unknown(template, "system", system, "a system", library.systems());
            return;
        }
        SystemDescription raised = describer.system(described.get());
        Fields covers = template.fields("covers");
        Set<String> environments = raised.environments().keySet();
        covers.texts("environments").stream()
                .filter(name -> !environments.contains(name))
                .forEach(name ->
                        unknown(covers, "environments", name, "an environment of " + raised.system(), environments));
        template.text("method")
                .filter(name -> !raised.methods().containsKey(name))
                .ifPresent(name -> unknown(
                        template, "method", name, "a method", raised.methods().keySet()));
        List<String> calendars = raised.site().calendars().values().stream()
                .filter(SiteCalendar.Windows.class::isInstance)
                .map(SiteCalendar::name)
                .toList();
        template.text("calendar")
                .filter(name -> !calendars.contains(name))
                .ifPresent(name -> unknown(template, "calendar", name, "a calendar of the site", calendars));
        readable();
    }

    private void readable() {
        try {
            StandardChangeReader.read(template);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            problems.add(template.place(), "", "", "a template that can be followed", wrong.getMessage() + ".");
        }
    }

    private void unknown(Fields in, String key, String value, String what, Collection<String> known) {
        Place place = in.get(key).map(Value::place).orElse(in.place());
        problems.unknown(place, in == template ? key : "covers." + key, value, what, known);
    }
}
