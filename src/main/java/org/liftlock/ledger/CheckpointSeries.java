package org.liftlock.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Checkpoints read one after another, and which of them are genuine: signed with a key the auditor has, or with one that
 * a genuine checkpoint announces. Those before the first genuine one are of keys the auditor does not have; they prove
 * nothing, and are held against nothing but the checkpoint that follows.
 */
final class CheckpointSeries {

    private final String where;
    private final Set<String> verified;
    private final Consumer<Flaw> flaws;
    private final Map<String, VerifyingKey> trusted = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private Optional<Checkpoint> before = Optional.empty();
    private String torn = "";
    private long lines;
    private long genuine;

    /**
     * @param where as in "line 3 of WHERE"
     * @param verified lines whose signatures were looked at before; to look takes a millisecond
     */
    CheckpointSeries(String where, List<VerifyingKey> keys, Set<String> verified, Consumer<Flaw> flaws) {
        this.where = where;
        this.verified = verified;
        this.flaws = flaws;
        keys.forEach(key -> trusted.put(key.id(), key));
    }

    /** @return the checkpoint, when it is genuine */
    Optional<Checkpoint> next(String line) {
        lines++;
        Optional<Checkpoint> read = read(line);
        Optional<Checkpoint> good = read.filter(this::follows).filter(this::isGenuine);
        read.ifPresent(checkpoint -> before = read);
        good.ifPresent(this::learn);
        return good;
    }

    void end() {
        if (!torn.isEmpty()) {
            flaws.accept(Flaw.elsewhere(
                    "Line " + lines + " of " + where + " is no whole checkpoint: it was cut off or" + " changed"));
        }
        if (lines > 0 && genuine == 0) {
            flaws.accept(Flaw.elsewhere("None of the checkpoints in " + where
                    + " is signed with the public key you gave:" + " it is the wrong key, or they are forged"));
        }
    }

    /** A line that was cut off while it was written stands again, in full, in the line after. */
    private Optional<Checkpoint> read(String line) {
        if (!torn.isEmpty() && !line.startsWith(torn)) {
            flaws.accept(Flaw.elsewhere("Line " + (lines - 1) + " of " + where + " is no checkpoint: it was changed"));
        }
        try {
            Checkpoint checkpoint = Checkpoint.parse(line);
            torn = "";
            return Optional.of(checkpoint);
        } catch (IllegalArgumentException unreadable) {
            torn = line.isEmpty() ? "an empty line" : line;
            return Optional.empty();
        }
    }

    private boolean follows(Checkpoint checkpoint) {
        boolean fits = before.isEmpty()
                || checkpoint.number() > before.get().number()
                        && checkpoint.seq() >= before.get().seq()
                        && (checkpoint.number() != before.get().number() + 1
                                || checkpoint.previous().equals(before.get().digest()));
        if (!fits) {
            flaws.accept(
                    Flaw.elsewhere("Checkpoint " + checkpoint.number() + " in " + where + " does not follow checkpoint "
                            + before.get().number() + " before it: one of the two was changed, inserted or moved"));
        }
        return fits;
    }

    private boolean isGenuine(Checkpoint checkpoint) {
        String key = checkpoint.key().hex();
        String signedWith = "Checkpoint " + checkpoint.number() + " in " + where + " is signed with key "
                + checkpoint.key().brief();
        if (replaced.contains(key)) {
            flaws.accept(
                    Flaw.elsewhere(signedWith + ", which an earlier checkpoint has replaced: it is forged, or a node"
                            + " was started with the old key"));
            return false;
        }
        VerifyingKey known = trusted.get(key);
        if (known == null) {
            if (genuine > 0) {
                flaws.accept(
                        Flaw.elsewhere(signedWith + ", which you did not give and no checkpoint before it announces:"
                                + " it is forged, or the key was lost and replaced; then ask for the new public key"));
            }
            return false;
        }
        if (!verified.contains(checkpoint.line()) && !checkpoint.isSignedWith(known)) {
            flaws.accept(Flaw.elsewhere("The signature of checkpoint " + checkpoint.number() + " in " + where
                    + " does not fit: the checkpoint is forged or was changed"));
            return false;
        }
        return true;
    }

    private void learn(Checkpoint checkpoint) {
        genuine++;
        checkpoint.next().ifPresent(announced -> {
            replaced.add(checkpoint.key().hex());
            trusted.put(announced.id(), announced);
        });
    }
}
