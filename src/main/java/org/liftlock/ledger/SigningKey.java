package org.liftlock.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** The key that checkpoints are signed with. It shows itself only to who asks for {@link #pem()}. */
public final class SigningKey {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** What X.509 writes before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final String X509_HEADER = "302a300506032b6570032100";

    private final PrivateKey key;
    private final VerifyingKey publicKey;

    private SigningKey(PrivateKey key, VerifyingKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(
                    pair.getPrivate(), new VerifyingKey(base64(pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no Ed25519", missing);
        }
    }

    /** Reads what {@code new-ledger-key} or {@code openssl genpkey -algorithm ed25519} wrote. */
    static SigningKey ofPem(String pem) {
        try {
            byte[] encoded = Base64.getDecoder().decode(Pem.body(pem, BEGIN, END));
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            return new SigningKey(key, publicKeyOf(seed));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // Without the cause: it may quote what it could not read.
            throw new IllegalArgumentException("The key of the ledger is no private key of Ed25519. Make one with:"
                    + " java -jar liftlock.jar new-ledger-key FILE");
        }
    }

    public VerifyingKey publicKey() {
        return publicKey;
    }

    public String pem() {
        return BEGIN + "\n" + base64(key.getEncoded()) + "\n" + END + "\n";
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("The key of the ledger cannot sign", impossible);
        }
    }

    @Override
    public String toString() {
        return "key " + publicKey.brief() + " (hidden)";
    }

    /** Java reads a private key, but does not tell the public one that belongs to it. */
    private static VerifyingKey publicKeyOf(byte[] seed) {
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        return new VerifyingKey(
                base64(HexFormat.of().parseHex(X509_HEADER + HexFormat.of().formatHex(point))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
