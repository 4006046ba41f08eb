package org.liftlock.web;

import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.naming.SystemId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The written descriptions of systems, each under its own name. */
@Component
class SystemDocuments {

    private final DescriptionStore store;

    SystemDocuments(DescriptionStore store) {
        this.store = store;
    }

    /** The newest revision of a system's document. */
    Optional<StoredDescription> newest(SystemId system) {
        return store.current(Layer.SYSTEM, system.value());
    }

    /**
     * Stores a new revision.
     *
     * @throws InvalidDescription naming everything that is wrong, another system's name included; nothing was changed
     */
    @Transactional
    StoredDescription put(SystemId system, String document, String by) {
        StoredDescription stored = store.put(Layer.SYSTEM, document, by);
        if (!stored.name().equals(system.value())) {
            throw new InvalidDescription(List.of(new Problem(
                    stored.name(),
                    0,
                    "system",
                    stored.name(),
                    "the name it is stored under, " + system,
                    "Write system: " + system + ", or store it under /systems/" + stored.name() + ".",
                    Optional.empty())));
        }
        return stored;
    }
}
