package org.liftlock.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.Rooms;
import org.liftlock.communication.Outbox;
import org.liftlock.naming.Digest;
import org.liftlock.record.Eraser;
import org.liftlock.record.Journal;
import org.liftlock.security.SecretStore;
import org.springframework.transaction.PlatformTransactionManager;

/** A ledger with a key, whose nodes a test starts and whose clock it moves. */
public final class SampleLedger {

    public static final Duration EVERY = Duration.ofHours(1);

    final Rooms rooms;
    final SigningKey key = SigningKey.generate();
    final Checkpoints checkpoints;

    public SampleLedger(Rooms rooms) {
        this.rooms = rooms;
        this.checkpoints = node(key, Optional.empty());
    }

    /** A node that signs with a key, and may know the one before. */
    Checkpoints node(SigningKey signs, Optional<SigningKey> before) {
        return node(signs, before, "", "");
    }

    Checkpoints node(SigningKey signs, Optional<SigningKey> before, String webhook, String mail) {
        SecretStore secrets = new SecretStore(
                Optional.empty(),
                Map.of(
                        "LIFTLOCK_SECRET_NOW",
                        signs.pem(),
                        "LIFTLOCK_SECRET_BEFORE",
                        before.map(SigningKey::pem).orElse("none")));
        return new Checkpoints(
                rooms.jdbc,
                rooms.get(Journal.class),
                rooms.clock,
                rooms.get(PlatformTransactionManager.class),
                new LedgerKeys(secrets, "secret:now", before.isPresent() ? "secret:before" : ""),
                new CheckpointReaders(rooms.get(Outbox.class), webhook, mail),
                EVERY);
    }

    public VerifyingKey publicKey() {
        return key.publicKey();
    }

    /** Another hour has passed. */
    public Checkpoint checkpoint() {
        rooms.clock.move(EVERY);
        return checkpoints.takeIfDue().orElseThrow();
    }

    public List<String> lines() {
        return checkpoints.after(0, Integer.MAX_VALUE).stream()
                .map(Checkpoint::line)
                .toList();
    }

    public void tell(String sentence) {
        Journal journal = rooms.get(Journal.class);
        journal.tell(
                Optional.empty(),
                "mia",
                "told",
                Optional.of("R32"),
                sentence,
                Optional.of(journal.keep("evidence of " + sentence)));
    }

    /** As the end of an upgrade does it. */
    void seal(String upgradeKey) {
        String document = "{\"upgrade\" : \"" + upgradeKey + "\"}";
        Digest digest = Digest.of(document);
        rooms.jdbc
                .sql("insert into sealed_record (upgrade_key, document, digest, sealed_at) values (?, ?, ?,"
                        + " current_timestamp)")
                .params(upgradeKey, document, digest.hex())
                .update();
        rooms.get(Journal.class)
                .tell(
                        Optional.of(upgradeKey),
                        "process",
                        "record-sealed",
                        Optional.of("R49"),
                        "Record sealed with digest " + digest.brief(),
                        Optional.of(digest));
    }

    /** Words of the sealing and of the entry before, the evidence of that one, and a part of the sealed record. */
    void erase(String upgradeKey) {
        Map<String, Object> sealing = rooms.jdbc
                .sql("select seq, words_digest, evidence_digest from ledger_entry where upgrade_key = ? and kind ="
                        + " 'record-sealed'")
                .param(upgradeKey)
                .query()
                .singleRow();
        Map<String, Object> before = rooms.jdbc
                .sql("select words_digest, evidence_digest from ledger_entry where seq = ? - 1")
                .param(sealing.get("seq"))
                .query()
                .singleRow();
        rooms.get(Eraser.class)
                .erase(
                        Optional.of(upgradeKey),
                        "ben",
                        "Erased on 2026-11-21 by mia and ben: asked for by the person",
                        new Eraser.Contents(
                                List.of(digest(sealing, "words_digest"), digest(before, "words_digest")),
                                List.of(digest(before, "evidence_digest")),
                                Map.of(digest(sealing, "evidence_digest"), "{\"upgrade\" : \"erased\"}")));
    }

    private static Digest digest(Map<String, Object> row, String column) {
        return new Digest(row.get(column).toString());
    }

    Verdict verify() {
        return new LedgerVerifier(rooms.jdbc).verify(lines(), List.of(publicKey()));
    }
}
