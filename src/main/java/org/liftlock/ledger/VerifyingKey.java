package org.liftlock.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.liftlock.naming.Digest;

/**
 * The public half of a key of the ledger, which every auditor may hold.
 *
 * @param encoded an Ed25519 key as X.509 has it, in base64
 */
public record VerifyingKey(String encoded) {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    public VerifyingKey {
        try {
            read(encoded);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "This is no public key of Ed25519. Take the file that new-ledger-key wrote beside the private one,"
                            + " or the output of: openssl pkey -in PRIVATE -pubout",
                    unusable);
        }
    }

    /** Reads the file that {@code openssl pkey -pubout} writes. */
    public static VerifyingKey ofPem(String pem) {
        return new VerifyingKey(Pem.body(pem, BEGIN, END));
    }

    public String pem() {
        return BEGIN + "\n" + encoded + "\n" + END + "\n";
    }

    /** What checkpoints call this key: the SHA-256 of its X.509 encoding. */
    public String id() {
        return Digest.of(Base64.getDecoder().decode(encoded)).hex();
    }

    /** The first twelve digits of its id, for people. */
    public String brief() {
        return id().substring(0, 12);
    }

    boolean hasSigned(String text, String signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(read(encoded));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }

    private static PublicKey read(String encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(encoded)));
    }
}
