package org.liftlock.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.MergedValue;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.naming.SystemId;
import org.springframework.stereotype.Component;

/** Systems as pages and API show them: the document as written, beside what comes of it when all layers are merged. */
@Component
class SystemViews {

    private final DescriptionStore descriptions;

    SystemViews(DescriptionStore descriptions) {
        this.descriptions = descriptions;
    }

    /** A system in a list. */
    record Line(String id, String name, String kind, String owner, String criticality, List<String> environments) {}

    /**
     * A system.
     *
     * @param problems what is wrong when a site or kind changed under a system that was fine when it was written
     */
    record View(
            String id,
            String name,
            Optional<String> kind,
            Optional<String> owner,
            Optional<String> criticality,
            int revision,
            String digest,
            String changedBy,
            Instant changedAt,
            String document,
            List<String> environments,
            List<String> methods,
            List<MergedValue> merged,
            List<Problem> problems) {}

    List<Line> all() {
        return descriptions.systems().stream().map(this::line).toList();
    }

    private Line line(SystemId id) {
        try {
            return descriptions
                    .system(id)
                    .map(system -> new Line(
                            id.value(),
                            system.name(),
                            system.kind(),
                            system.owner(),
                            system.criticality().name(),
                            List.copyOf(system.environments().keySet())))
                    .orElseThrow(() -> NotFound.system(id.value()));
        } catch (InvalidDescription broken) {
            // One system that no longer fits its kind must not hide all others.
            return new Line(id.value(), id.value(), "has problems", "", "", List.of());
        }
    }

    Optional<View> find(String id) {
        return parse(id)
                .flatMap(system ->
                        descriptions.current(Layer.SYSTEM, system.value()).map(stored -> view(system, stored)));
    }

    View put(String id, String document, String by) {
        SystemId system = new SystemId(id);
        return view(system, descriptions.put(Layer.SYSTEM, system.value(), document, by));
    }

    private View view(SystemId id, StoredDescription stored) {
        try {
            return view(stored, descriptions.system(id), List.of());
        } catch (InvalidDescription broken) {
            return view(stored, Optional.empty(), broken.problems());
        }
    }

    private static View view(StoredDescription stored, Optional<SystemDescription> system, List<Problem> problems) {
        return new View(
                stored.name(),
                system.map(SystemDescription::name).orElse(stored.name()),
                system.map(SystemDescription::kind),
                system.map(SystemDescription::owner),
                system.map(described -> described.criticality().name()),
                stored.revision(),
                stored.digest().toString(),
                stored.changedBy(),
                stored.changedAt(),
                stored.document(),
                system.map(described -> List.copyOf(described.environments().keySet()))
                        .orElse(List.of()),
                system.map(described -> List.copyOf(described.methods().keySet()))
                        .orElse(List.of()),
                system.map(SystemDescription::merged).orElse(List.of()),
                problems);
    }

    private static Optional<SystemId> parse(String id) {
        try {
            return Optional.of(new SystemId(id));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }
}
