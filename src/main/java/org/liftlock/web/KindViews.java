package org.liftlock.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.descriptor.WrittenKind;
import org.springframework.stereotype.Component;

/** Kinds as pages and API show them: those of the site beside those that come with Liftlock. */
@Component
class KindViews {

    private final DescriptionStore descriptions;
    private final SystemViews systems;

    KindViews(DescriptionStore descriptions, SystemViews systems) {
        this.descriptions = descriptions;
        this.systems = systems;
    }

    /**
     * A kind in a list.
     *
     * @param needs the variables a system of this kind has to give
     * @param systems those of this kind
     */
    record Line(String name, String title, String origin, List<String> needs, List<String> systems) {}

    /**
     * A kind.
     *
     * @param origin the file or the revision it stands in
     * @param revision empty, like who changed it and when, for a kind that nobody stored
     * @param replaces where the kind stands that would hold if nobody had stored this one
     */
    record View(
            String name,
            String title,
            String origin,
            List<String> needs,
            List<String> systems,
            Optional<Integer> revision,
            Optional<String> digest,
            Optional<String> changedBy,
            Optional<Instant> changedAt,
            Optional<String> replaces,
            String document) {}

    List<Line> all() {
        Map<String, List<String>> users = users();
        return descriptions.kinds().stream()
                .map(kind -> new Line(
                        kind.name(),
                        kind.title(),
                        kind.origin(),
                        kind.needs(),
                        users.getOrDefault(kind.name(), List.of())))
                .toList();
    }

    Optional<View> find(String name) {
        return descriptions.kind(name).map(this::view);
    }

    /** @throws InvalidDescription naming everything that is wrong, in systems of the kind that it would break too */
    View put(String name, String document, String by) {
        return find(descriptions.put(Layer.KIND, name, document, by).name()).orElseThrow();
    }

    private View view(WrittenKind kind) {
        Optional<StoredDescription> stored = kind.stored();
        return new View(
                kind.name(),
                kind.title(),
                kind.origin(),
                kind.needs(),
                users().getOrDefault(kind.name(), List.of()),
                stored.map(StoredDescription::revision),
                stored.map(revision -> revision.digest().toString()),
                stored.map(StoredDescription::changedBy),
                stored.map(StoredDescription::changedAt),
                kind.replaces(),
                kind.document());
    }

    private Map<String, List<String>> users() {
        return systems.all().stream()
                .collect(Collectors.groupingBy(
                        SystemViews.Line::kind, Collectors.mapping(SystemViews.Line::id, Collectors.toList())));
    }
}
