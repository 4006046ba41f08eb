package org.liftlock.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.naming.Digest;

/**
 * @param text where its text without secrets is kept; empty for what is large, binary or secret as a whole
 * @param rights owner, group and mode: {@code root:postgres 640}
 */
record FileReading(Digest digest, Optional<Digest> text, Optional<String> rights) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-f]{64})(?: text ([0-9a-f]{64}))?(?: rights (.*))?");

    String written() {
        return digest.hex() + text.map(kept -> " text " + kept.hex()).orElse("") + inWriting(rights);
    }

    /** Without where the text is kept: what counts when two readings are compared. */
    String comparable() {
        return digest.hex() + inWriting(rights);
    }

    String inWords() {
        return "content " + digest.brief()
                + rights.map(who -> ", " + who.replace(" ", " mode ")).orElse("");
    }

    private static String inWriting(Optional<String> rights) {
        return rights.map(who -> " rights " + who).orElse("");
    }

    static FileReading parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException("A reading of a file begins with its digest, not \"" + written + "\"");
        }
        return new FileReading(
                new Digest(parts.group(1)),
                Optional.ofNullable(parts.group(2)).map(Digest::new),
                Optional.ofNullable(parts.group(3)));
    }
}
