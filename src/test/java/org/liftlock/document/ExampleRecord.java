package org.liftlock.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.liftlock.naming.Digest;

/**
 * The record of an upgrade of the order service on two shops: the first was raised, the second was taken back. The
 * digests in it are those of the words given here.
 */
final class ExampleRecord {

    static final String JSON = read();

    private ExampleRecord() {}

    static String digest(String word) {
        return Digest.of(word).hex();
    }

    private static String read() {
        try (InputStream record = ExampleRecord.class.getResourceAsStream("record.json")) {
            return new String(record.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
