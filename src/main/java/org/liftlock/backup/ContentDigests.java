package org.liftlock.backup;

import java.util.List;
import org.liftlock.naming.Digest;

/** One digest over the whole content of a store. */
final class ContentDigests {

    private ContentDigests() {}

    static Digest all(Digest schema, List<ContentPart> parts) {
        StringBuilder text = new StringBuilder("schema ").append(schema).append('\n');
        parts.forEach(part -> text.append(part.name().length())
                .append(' ')
                .append(part.name())
                .append(' ')
                .append(part.count())
                .append(' ')
                .append(part.digest().map(Digest::hex).orElse("-"))
                .append('\n'));
        return Digest.of(text.toString());
    }
}
