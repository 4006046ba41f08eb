package org.liftlock.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.ledger.RecordProof;
import org.liftlock.ledger.SampleLedger;
import org.liftlock.naming.Digest;
import org.liftlock.record.Eraser;

/** Runs the very commands of the auditors' guide on an exported record. */
class ExportedRecordTest {

    @TempDir
    private Path folder;

    private Rooms rooms;
    private SampleLedger ledger;
    private String key;

    @BeforeEach
    void aSealedRecordThatACheckpointVouchesFor() throws IOException {
        for (String tool : List.of("bash", "sed", "sha256sum", "base64", "openssl")) {
            assumeThat(Stream.of("/usr/bin/", "/bin/").map(bin -> Path.of(bin + tool)))
                    .as(tool)
                    .anyMatch(Files::isExecutable);
        }
        rooms = Rooms.cleared();
        ledger = new SampleLedger(rooms);
        key = rooms.request();
        rooms.get(UpgradeRecords.class).seal(key);
        ledger.tell("after it, in two lines\nand with 😀");
        ledger.checkpoint();
        export();
    }

    @Test
    void isVerifiedWithStandardToolsAlone() throws Exception {
        Said said = verify();

        assertThat(said.output()).contains(key).contains("Signature Verified Successfully");
        assertThat(said.status()).isZero();
        assertThat(folder.resolve("record.json"))
                .hasContent(rooms.get(UpgradeRecords.class).document(key).orElseThrow());
    }

    @Test
    void isRefusedWhenTheRecordWasChanged() throws Exception {
        change("record.json", "erik", "eve");

        assertThat(verify().status()).isNotZero();
    }

    @Test
    void isRefusedWhenAnEntryWasChanged() throws Exception {
        change(last(), "mia", "eve");

        assertThat(verify().status()).isNotZero();
    }

    @Test
    void isRefusedWhenTheCheckpointWasChanged() throws Exception {
        change("checkpoint.json", "\"number\":1", "\"number\":2");

        assertThat(verify().status()).isNotZero();
    }

    @Test
    void isRefusedWithAnotherKey() throws Exception {
        Files.writeString(
                folder.resolve("ledger.pub"),
                new SampleLedger(rooms).publicKey().pem());

        assertThat(verify().status()).isNotZero();
    }

    @Test
    void isVerifiedWhenPartsOfItWereErasedByTheListThatSaysSo() throws Exception {
        erase();

        Said said = verify();

        assertThat(said.output()).contains(key).contains("Signature Verified Successfully");
        assertThat(said.status()).isZero();
    }

    @Test
    void isRefusedWhenWhatWasLeftByAnErasureWasChanged() throws Exception {
        erase();
        change("record.json", "nothing", "something");

        assertThat(verify().status()).isNotZero();
    }

    @Test
    void isRefusedWhenTheListOfAnErasureWasChanged() throws Exception {
        erase();
        change("erased.list", "mia", "eve");

        assertThat(verify().status()).isNotZero();
    }

    private void erase() throws IOException {
        String sealed = rooms.jdbc
                .sql("select digest from sealed_record where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .single();
        rooms.get(Eraser.class)
                .erase(
                        Optional.of(key),
                        "ben",
                        "Erased by mia and ben",
                        new Eraser.Contents(
                                List.of(), List.of(), Map.of(new Digest(sealed), "{\"left\" : \"nothing\"}")));
        ledger.checkpoint();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        export();
    }

    private void export() throws IOException {
        RecordProof.of(key, rooms.jdbc).orElseThrow().writeInto(folder);
        Files.writeString(folder.resolve("ledger.pub"), ledger.publicKey().pem());
    }

    private String last() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".entry"))
                    .max(String::compareTo)
                    .orElseThrow();
        }
    }

    private void change(String name, String words, String by) throws IOException {
        Path file = folder.resolve(name);
        String content = Files.readString(file);
        assertThat(content).contains(words);
        Files.writeString(file, content.replaceFirst(words, by));
    }

    private record Said(int status, String output) {}

    private Said verify() throws IOException, InterruptedException {
        String guide = Files.readString(Path.of("src/site/markdown/auditor.md"));
        String script = guide.split("<!-- verify-record -->\n```\n")[1].split("\n```\n")[0];
        Path output = folder.resolve("said");
        Process process = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), Files.readString(output));
    }
}
