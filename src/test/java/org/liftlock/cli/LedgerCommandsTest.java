package org.liftlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.liftlock.ledger.SampleLedger;
import org.liftlock.ledger.VerifyingKey;
import picocli.CommandLine;

class LedgerCommandsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Rooms rooms;
    private SampleLedger ledger;
    private String url;
    private Path held;
    private Path publicKey;

    @BeforeEach
    void aLedgerWithACheckpoint() throws IOException {
        JdbcDataSource database = (JdbcDataSource) TestDatabases.H2.migrated();
        url = database.getURL();
        rooms = Rooms.on(database);
        ledger = new SampleLedger(rooms);
        ledger.tell("first");
        ledger.tell("second");
        ledger.checkpoint();
        ledger.tell("third");
        held = Files.write(folder.resolve("checkpoints.jsonl"), ledger.lines());
        publicKey = Files.writeString(
                folder.resolve("ledger.pub"), ledger.publicKey().pem());
    }

    @Test
    void anIntactLedgerIsToldWithHowFarACheckpointReaches() {
        assertThat(verify("--checkpoint", held, "--public-key", publicKey)).isEqualTo(LiftlockCommand.FINE);

        assertThat(out.toString())
                .contains("Intact: 3 entries, 3 pieces of evidence")
                .contains("signs entry 2;");
    }

    @Test
    void withoutACheckpointItIsSaidWhatCannotBeSeen() {
        assertThat(verify()).isEqualTo(LiftlockCommand.FINE);

        assertThat(out.toString()).contains("No checkpoint was compared");
    }

    @Test
    void theFirstBadEntryIsNamed() {
        rooms.jdbc.sql("update ledger_entry set actor = 'eve' where seq = 2").update();

        assertThat(verify("--checkpoint", held, "--public-key", publicKey)).isEqualTo(LiftlockCommand.PROBLEMS);

        assertThat(out.toString())
                .contains("Tampered. First bad entry: 2")
                .contains("Entry 2 (2026-11-18T12:00:00Z, eve, told) does not have the hash");
    }

    @Test
    void whatCannotBeReadIsNotCalledTampered() {
        url = "jdbc:h2:mem:of-another-program";

        assertThat(verify()).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString()).contains("The ledger could not be read");
        assertThat(verify("--checkpoint", held)).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString()).contains("add --public-key");
        assertThat(verify("--checkpoint", folder.resolve("nowhere"), "--public-key", publicKey))
                .isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString()).contains("nowhere: there is no such file");
    }

    @Test
    void aRecordThatIsNotSealedIsNotExported() {
        assertThat(run("export-record", "UPG-2026-0042", "--url", url, "--into", folder.resolve("record")))
                .isEqualTo(LiftlockCommand.PROBLEMS);

        assertThat(out.toString()).contains("No record of UPG-2026-0042 was sealed");
    }

    @Test
    void aNewKeyIsReadableByItsOwnerAloneAndOverwritesNothing() throws IOException {
        Path key = folder.resolve("ledger-key");

        assertThat(run("new-ledger-key", key)).isEqualTo(LiftlockCommand.FINE);
        assertThat(run("new-ledger-key", key)).isEqualTo(LiftlockCommand.UNREADABLE);

        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThat(out.toString())
                .contains(VerifyingKey.ofPem(Files.readString(folder.resolve("ledger-key.pub")))
                        .id());
        assertThat(err.toString()).contains("is already there, and a key is never overwritten");
    }

    private int verify(Object... arguments) {
        return run(Stream.concat(Stream.of("verify-ledger", "--url", url), Stream.of(arguments))
                .toArray());
    }

    private int run(Object... arguments) {
        CommandLine line = LiftlockCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }
}
