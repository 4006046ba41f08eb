package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.descriptor.Value.Fields;

/** Whether what a request names is there: environment, calendar, roles, tickets. */
final class RequestCheck {

    private final Fields merged;
    private final Fields written;
    private final SystemDescription system;
    private final UpgradeRequest request;
    private final Problems problems;

    RequestCheck(Fields merged, SystemDescription system, UpgradeRequest request, Problems problems) {
        this.merged = merged;
        this.written = merged.fields(Layers.REQUEST);
        this.system = system;
        this.request = request;
        this.problems = problems;
    }

    void check() {
        environment("environment", request.environment());
        request.rehearse().flatMap(Rehearse::where).ifPresent(where -> environment("rehearse.where", where));
        tickets();
        calendar();
        order();
    }

    private void environment(String path, String name) {
        if (!system.environments().containsKey(name)) {
            problems.unknown(
                    placeOf(path.split("\\.")[0]),
                    path,
                    name,
                    "an environment of " + system.system(),
                    system.environments().keySet());
        }
    }

    private void tickets() {
        Optional<String> pattern = system.site().ticketPattern();
        for (String ticket : request.tickets()) {
            if (pattern.isPresent() && !ticket.matches(pattern.get())) {
                problems.add(
                        placeOf("tickets"),
                        "tickets",
                        ticket,
                        "a ticket as the site writes them: " + pattern.get(),
                        "Correct the key, or the pattern under tickets of the site.");
            }
        }
    }

    private void calendar() {
        if (request.window().orElse(null) instanceof WindowRequest.InCalendar in) {
            List<String> known = system.site().calendars().values().stream()
                    .filter(SiteCalendar.Windows.class::isInstance)
                    .map(SiteCalendar::name)
                    .toList();
            if (!known.contains(in.calendar())) {
                problems.unknown(placeOf("window"), "window.calendar", in.calendar(), "a calendar of the site", known);
            }
        }
    }

    private void order() {
        EnvironmentSpec environment = system.environments().get(request.environment());
        if (environment == null) {
            return;
        }
        Set<String> roles = new TreeSet<>();
        environment.targets().values().forEach(role -> role.ifPresent(roles::add));
        for (RoleStep step : request.order()) {
            if (!roles.contains(step.role())) {
                problems.unknown(placeOf("order"), "order", step.role(), "a role of " + environment.name(), roles);
            }
            Set<String> operations =
                    new TreeSet<>(merged.fields("operations").map().keySet());
            operations.addAll(merged.fields(step.role()).map().keySet());
            operations.add("apply");
            if (!operations.contains(step.operation())) {
                problems.unknown(
                        placeOf("order"),
                        "order",
                        step.operation(),
                        "what can be done to a " + step.role(),
                        operations);
            }
        }
    }

    private Place placeOf(String key) {
        return written.get(key).map(Value::place).orElse(written.place());
    }
}
