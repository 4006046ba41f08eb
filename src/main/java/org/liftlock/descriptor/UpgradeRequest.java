package org.liftlock.descriptor;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.SystemId;

/**
 * What somebody asks for: raise a system to a version, and why. Whatever is left out is taken from the system, its kind
 * or the site.
 *
 * @param environment {@code production} unless said otherwise
 * @param from the version it runs now; empty when the inventory is to tell
 * @param emergency the symptom, when it cannot wait (R29)
 * @param template the pre-approved standard change it follows
 * @param noAnswer empty when the system or the plan says it
 * @param accept tolerances against the baseline, such as {@code p95_latency: +10 %}
 * @param known issues known beforehand
 * @param overrides what the request changes in the description of its system: {@code vars}, {@code precheck}, ...
 */
public record UpgradeRequest(
        SystemId system,
        String environment,
        String to,
        Optional<String> from,
        Reason reason,
        List<String> tickets,
        Optional<String> method,
        Optional<WindowRequest> window,
        People people,
        Optional<NoAnswer> noAnswer,
        Optional<String> emergency,
        Optional<LocalDateTime> deadline,
        Optional<String> template,
        Optional<Tell> tell,
        Optional<Watch> watch,
        Optional<Finish> finish,
        Optional<Rehearse> rehearse,
        List<RoleStep> order,
        Map<String, String> accept,
        List<String> known,
        Optional<String> training,
        List<EvidenceFile> evidence,
        Limits limits,
        Optional<Bundle> bundle,
        Map<String, Object> overrides) {

    public static final String PRODUCTION = "production";

    public UpgradeRequest {
        if (to == null || to.isBlank() || to.length() > 100) {
            throw new IllegalArgumentException("A request names the version to raise to, for example to: \"2.0\"");
        }
        if (environment == null || environment.isBlank()) {
            throw new IllegalArgumentException("A request names an environment, for example production");
        }
        if (from.filter(to::equals).isPresent()) {
            throw new IllegalArgumentException("System " + system + " would be raised from " + to + " to " + to
                    + ": name the version to raise to");
        }
        tickets = List.copyOf(tickets);
        order = List.copyOf(order);
        accept = Map.copyOf(accept);
        known = List.copyOf(known);
        evidence = List.copyOf(evidence);
        overrides = Trees.copy(overrides);
    }

    /** The keys this request sets, as a document writes them: {@code to}, {@code window}, {@code no_answer}. */
    public Set<String> keys() {
        return Set.copyOf(RequestWriter.tree(this).keySet());
    }

    /** The same by another method; what was said of the way back was said of the method before. */
    public UpgradeRequest by(String other) {
        Map<String, Object> others = new LinkedHashMap<>(overrides);
        others.remove("reversible");
        return new UpgradeRequest(
                system,
                environment,
                to,
                from,
                reason,
                tickets,
                Optional.of(other),
                window,
                people,
                noAnswer,
                emergency,
                deadline,
                template,
                tell,
                watch,
                finish,
                rehearse,
                order,
                accept,
                known,
                training,
                evidence,
                limits,
                bundle,
                others);
    }

    /** The shortest request there is. */
    public static UpgradeRequest of(SystemId system, String to, Reason reason) {
        return ask(system, to, reason).build();
    }

    public static Builder ask(SystemId system, String to, Reason reason) {
        return new Builder(system, to, reason);
    }

    /** Builds a request step by step; what is not said stays open. */
    public static final class Builder {

        private final SystemId system;
        private final String to;
        private final Reason reason;
        private String environment = PRODUCTION;
        private Optional<String> from = Optional.empty();
        private List<String> tickets = List.of();
        private Optional<String> method = Optional.empty();
        private Optional<WindowRequest> window = Optional.empty();
        private People people = People.NONE;
        private Optional<NoAnswer> noAnswer = Optional.empty();
        private Optional<String> emergency = Optional.empty();
        private Optional<LocalDateTime> deadline = Optional.empty();
        private Optional<String> template = Optional.empty();
        private Optional<Tell> tell = Optional.empty();
        private Optional<Watch> watch = Optional.empty();
        private Optional<Finish> finish = Optional.empty();
        private Optional<Rehearse> rehearse = Optional.empty();
        private List<RoleStep> order = List.of();
        private Map<String, String> accept = Map.of();
        private List<String> known = List.of();
        private Optional<String> training = Optional.empty();
        private List<EvidenceFile> evidence = List.of();
        private Limits limits = Limits.NONE;
        private Optional<Bundle> bundle = Optional.empty();
        private Map<String, Object> overrides = new LinkedHashMap<>();

        private Builder(SystemId system, String to, Reason reason) {
            this.system = system;
            this.to = to;
            this.reason = reason;
        }

        public Builder in(String named) {
            environment = named;
            return this;
        }

        public Builder from(String version) {
            from = Optional.of(version);
            return this;
        }

        public Builder tickets(List<String> keys) {
            tickets = keys;
            return this;
        }

        public Builder method(String name) {
            method = Optional.of(name);
            return this;
        }

        public Builder window(WindowRequest wanted) {
            window = Optional.of(wanted);
            return this;
        }

        public Builder people(People named) {
            people = named;
            return this;
        }

        public Builder noAnswer(NoAnswer agreed) {
            noAnswer = Optional.of(agreed);
            return this;
        }

        public Builder emergency(String symptom) {
            emergency = Optional.of(symptom);
            return this;
        }

        public Builder deadline(LocalDateTime moment) {
            deadline = Optional.of(moment);
            return this;
        }

        public Builder template(String name) {
            template = Optional.of(name);
            return this;
        }

        public Builder tell(Tell said) {
            tell = Optional.of(said);
            return this;
        }

        public Builder watch(Watch wanted) {
            watch = Optional.of(wanted);
            return this;
        }

        public Builder finish(Finish wanted) {
            finish = Optional.of(wanted);
            return this;
        }

        public Builder rehearse(Rehearse wanted) {
            rehearse = Optional.of(wanted);
            return this;
        }

        public Builder order(List<RoleStep> steps) {
            order = steps;
            return this;
        }

        public Builder accept(Map<String, String> tolerances) {
            accept = tolerances;
            return this;
        }

        public Builder known(List<String> issues) {
            known = issues;
            return this;
        }

        public Builder training(String text) {
            training = Optional.of(text);
            return this;
        }

        public Builder evidence(List<EvidenceFile> files) {
            evidence = files;
            return this;
        }

        public Builder limits(Limits wanted) {
            limits = wanted;
            return this;
        }

        public Builder bundle(Bundle other) {
            bundle = Optional.of(other);
            return this;
        }

        public Builder overrides(Map<String, Object> tree) {
            overrides = tree;
            return this;
        }

        public UpgradeRequest build() {
            return new UpgradeRequest(
                    system,
                    environment,
                    to,
                    from,
                    reason,
                    tickets,
                    method,
                    window,
                    people,
                    noAnswer,
                    emergency,
                    deadline,
                    template,
                    tell,
                    watch,
                    finish,
                    rehearse,
                    order,
                    accept,
                    known,
                    training,
                    evidence,
                    limits,
                    bundle,
                    overrides);
        }
    }
}
