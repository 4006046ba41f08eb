package org.liftlock.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.StoredDescription;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The written templates, each under its own name. */
@Component
class TemplateDocuments {

    private final DescriptionStore store;

    TemplateDocuments(DescriptionStore store) {
        this.store = store;
    }

    /** A template as it stands. */
    record View(String name, int revision, String digest, String approvedBy, Instant approvedAt, String document) {}

    List<View> all() {
        return store.all(Layer.TEMPLATE).stream().map(TemplateDocuments::view).toList();
    }

    Optional<View> find(String name) {
        return store.current(Layer.TEMPLATE, name).map(TemplateDocuments::view);
    }

    /**
     * Stores a new revision.
     *
     * @throws InvalidDescription naming everything that is wrong, another template's name included; nothing was changed
     */
    @Transactional
    View put(String name, String document, String by) {
        StoredDescription stored = store.put(Layer.TEMPLATE, document, by);
        if (!stored.name().equals(name)) {
            throw new InvalidDescription(List.of(new Problem(
                    stored.name(),
                    0,
                    "standard_change",
                    stored.name(),
                    "the name it is stored under, " + name,
                    "Write standard_change: " + name + ", or store it under /api/templates/" + stored.name() + ".",
                    Optional.empty())));
        }
        return view(stored);
    }

    private static View view(StoredDescription stored) {
        return new View(
                stored.name(),
                stored.revision(),
                stored.digest().toString(),
                stored.changedBy(),
                stored.changedAt(),
                stored.document());
    }
}
