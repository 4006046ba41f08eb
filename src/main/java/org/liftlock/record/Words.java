package org.liftlock.record;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.liftlock.naming.Digest;

/**
 * What an entry says, kept beside the chain.
 *
 * @param salt random, so that nobody who has the digest can find out erased words by trying likely ones
 */
public record Words(String salt, String sentence) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    /** Said for the first time. */
    public static Words of(String sentence) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Words(HexFormat.of().formatHex(salt), sentence);
    }

    /** What the entry holds of it: {@code printf '%s\n%s' salt sentence | sha256sum}. */
    public Digest digest() {
        return Digest.of(salt + "\n" + sentence);
    }
}
