package org.liftlock.backup;

import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * One part of a store's content, as counted when the backup was taken.
 *
 * @param name a table ({@code PUBLIC.ORDERS}), or a path that was asked for
 * @param count its rows, or the files, directories and links under the path
 * @param digest over its content; empty when only the count is compared
 */
public record ContentPart(String name, long count, Optional<Digest> digest) {

    /** Whether it is a table or a path; what else a database has is named in parentheses. */
    boolean holdsData() {
        return !name.startsWith("(");
    }
}
