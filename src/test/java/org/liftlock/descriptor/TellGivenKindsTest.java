package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

class TellGivenKindsTest {

    private static final String TILL = """
            kind: till
            name: Till
            methods:
              replace: {reversible: always, apply: {run: [raise]}, rollback: {run: [lower]}}
            method: replace
            """;

    private final Rooms rooms = Rooms.cleared();

    @TempDir
    Path folder;

    @Test
    void theFirstStartTellsHowManyThereAreAndTheNextNothing() {
        start();
        start();

        assertThat(told())
                .singleElement()
                .asString()
                .isEqualTo("7 kinds are given, by the release and the folder of kinds");
    }

    @Test
    void aFileThatChangedWhileLiftlockStoodStillIsToldWithBothDigests() throws Exception {
        Path file = Files.writeString(folder.resolve("till.yaml"), TILL);
        start();
        String changed = TILL.replace("run: [raise]", "run: [raze]");
        Files.writeString(file, changed);
        start();

        assertThat(told()).hasSize(2);
        assertThat(told().get(1))
                .startsWith("Given kinds are not what they were at the start before: till changed, digest ")
                .contains(
                        Digest.of(changed).hex(), ", before " + Digest.of(TILL).hex(), file.toString());
    }

    @Test
    void whatIsNewAndWhatIsGoneIsToldToo() throws Exception {
        start();
        Path file = Files.writeString(folder.resolve("till.yaml"), TILL);
        start();
        Files.delete(file);
        start();

        assertThat(told().get(1))
                .contains("till is new, digest " + Digest.of(TILL).hex());
        assertThat(told().get(2))
                .contains("till is gone, digest before " + Digest.of(TILL).hex());
    }

    private void start() {
        Journal journal = rooms.get(Journal.class);
        new TellGivenKinds(
                        new DescriptionStore(rooms.jdbc, rooms.clock, journal, folder.toString()), journal, rooms.jdbc)
                .run(null);
    }

    private List<String> told() {
        return rooms.jdbc
                .sql("select sentence from record_entry where kind = 'kinds-given' order by seq")
                .query(String.class)
                .list();
    }
}
