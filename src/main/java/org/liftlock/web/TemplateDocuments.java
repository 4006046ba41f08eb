package org.liftlock.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.StoredDescription;
import org.springframework.stereotype.Component;

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
    View put(String name, String document, String by) {
        return view(store.put(Layer.TEMPLATE, name, document, by));
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
