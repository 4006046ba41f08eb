package org.liftlock.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;

class CheckpointFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private SampleLedger ledger;
    private KeepCheckpoints node;

    @BeforeEach
    void aNodeWithAFile() {
        file = folder.resolve("audit/checkpoints.jsonl");
        ledger = new SampleLedger(Rooms.cleared());
        node = new KeepCheckpoints(ledger.checkpoints, "secret:now", file.toString(), Duration.ofSeconds(2));
        ledger.tell("first");
    }

    @Test
    void everyCheckpointIsInTheFileAlsoOneThatAnotherNodeTook() throws IOException {
        node.round();
        ledger.tell("second");
        ledger.checkpoint();
        ledger.tell("third");
        ledger.checkpoint();
        node.round();
        node.round();

        assertThat(Files.readAllLines(file)).isEqualTo(ledger.lines()).hasSize(3);
    }

    @Test
    void aLineThatWasCutOffIsWrittenAgainAndAuditorsCanReadTheFile() throws IOException {
        node.round();
        ledger.tell("second");
        String second = ledger.checkpoint().line();
        Files.writeString(file, second.substring(0, 100), StandardOpenOption.APPEND);

        node.round();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3).endsWith(second);
        assertThat(new LedgerVerifier(ledger.rooms.jdbc)
                        .verify(lines, List.of(ledger.publicKey()))
                        .flaws())
                .isEmpty();
    }

    @Test
    void aFileThatTellsAnotherStoryThanTheDatabaseIsLeftAsItIs() throws IOException {
        node.round();
        String before = Files.readString(file);
        ledger.rooms.jdbc.sql("delete from ledger_checkpoint").update();
        ledger.tell("second");

        assertThatThrownBy(node::round).hasMessageContaining("holds a checkpoint 1 that the database does not hold");
        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
