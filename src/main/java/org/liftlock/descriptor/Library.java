package org.liftlock.descriptor;

import java.util.Collection;
import java.util.Optional;

/** Where the documents of the layers are kept: files on a disk, or the database. */
interface Library {

    Optional<Document> site();

    Optional<Document> kind(String name);

    Optional<Document> system(String name);

    Optional<Document> template(String name);

    Collection<String> kinds();

    Collection<String> systems();
}
