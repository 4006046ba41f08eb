package org.liftlock.web;

import java.util.Optional;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.descriptor.SystemId;

/** The written descriptions of systems, as people edit them. */
public interface SystemDocuments {

    /** The newest revision of a system's document. */
    Optional<StoredDescription> newest(SystemId system);

    /**
     * Stores a new revision.
     *
     * @throws org.liftlock.descriptor.InvalidDescription naming everything that is wrong; nothing was changed
     */
    StoredDescription put(SystemId system, String document, String by);
}
