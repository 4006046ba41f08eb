package org.liftlock.inventory;

import java.util.Optional;
import org.liftlock.naming.Digest;

/** @param text where its text without secrets is kept; empty for what is large, binary or secret as a whole */
record FileReading(Digest digest, Optional<Digest> text) {

    private static final String TEXT = " text ";

    String written() {
        return digest.hex() + text.map(kept -> TEXT + kept.hex()).orElse("");
    }

    static FileReading parse(String written) {
        int text = written.indexOf(TEXT);
        return text < 0
                ? new FileReading(new Digest(written), Optional.empty())
                : new FileReading(
                        new Digest(written.substring(0, text)),
                        Optional.of(new Digest(written.substring(text + TEXT.length()))));
    }
}
