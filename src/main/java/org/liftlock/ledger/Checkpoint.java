package org.liftlock.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * The end of the chain at a moment, signed. It is written as one line of JSON in canonical form (RFC 8785); what is
 * signed is the line without its signature.
 *
 * @param number counts checkpoints from 1, without gaps
 * @param seq the last entry then
 * @param entry the hash of that entry
 * @param previous digest of the line of the checkpoint before, 64 zeros for the first
 * @param key id of the key it is signed with
 * @param next the key that signs from the next checkpoint on, when that is another one
 */
public record Checkpoint(
        long number,
        long seq,
        Digest entry,
        Instant at,
        Digest previous,
        Digest key,
        Optional<VerifyingKey> next,
        String signature) {

    static final Digest NONE_BEFORE = new Digest("0".repeat(64));

    private static final ObjectMapper JSON = new ObjectMapper();

    Checkpoint signedWith(SigningKey with) {
        return new Checkpoint(number, seq, entry, at, previous, key, next, with.sign(signed()));
    }

    boolean isSignedWith(VerifyingKey with) {
        return with.hasSigned(signed(), signature);
    }

    /** The line in a file, mail or call of a webhook. */
    public String line() {
        return members() + ",\"signature\":\"" + signature + "\"}";
    }

    String signed() {
        return members() + "}";
    }

    Digest digest() {
        return Digest.of(line());
    }

    /** Id of the key that signs after this checkpoint. */
    String nextKey() {
        return next.map(VerifyingKey::id).orElse(key.hex());
    }

    /** In the order of their names; none of the values needs escaping. */
    private String members() {
        return "{\"at\":\"" + at + "\",\"entry\":\"" + entry + "\",\"key\":\"" + key + "\""
                + next.map(announced -> ",\"next\":\"" + announced.encoded() + "\"")
                        .orElse("") + ",\"number\":" + number + ",\"previous\":\"" + previous + "\",\"seq\":" + seq;
    }

    /** @throws IllegalArgumentException when the line is not exactly one that {@link #line()} writes */
    public static Checkpoint parse(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            Checkpoint checkpoint = new Checkpoint(
                    read.path("number").asLong(),
                    read.path("seq").asLong(),
                    new Digest(read.path("entry").asText()),
                    Instant.parse(read.path("at").asText()),
                    new Digest(read.path("previous").asText()),
                    new Digest(read.path("key").asText()),
                    Optional.ofNullable(read.get("next")).map(JsonNode::asText).map(VerifyingKey::new),
                    read.path("signature").asText());
            if (!checkpoint.line().equals(line)) {
                throw new IllegalArgumentException("It is not written as Liftlock writes it");
            }
            return checkpoint;
        } catch (JsonProcessingException | DateTimeParseException unreadable) {
            throw new IllegalArgumentException("It is no JSON of a checkpoint", unreadable);
        }
    }
}
