package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;

/**
 * A kind as somebody wrote it.
 *
 * @param title what people call it
 * @param needs the variables a system of this kind has to give
 * @param origin the file or the revision it stands in
 * @param document the text of that file or revision
 * @param stored empty for a kind that comes with Liftlock or lies in the folder of kinds
 * @param replaces where the kind stands that would hold if nobody had stored this one
 */
public record WrittenKind(
        String name,
        String title,
        List<String> needs,
        String origin,
        String document,
        Optional<StoredDescription> stored,
        Optional<String> replaces) {

    public WrittenKind {
        needs = List.copyOf(needs);
    }
}
