package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.liftlock.verification.OwnTables;

class DescriptionStoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final List<String> told = new ArrayList<>();
    private final OwnTables tables = new OwnTables();
    private final DescriptionStore store = storeWithKindsOf("");

    private DescriptionStore storeWithKindsOf(String folder) {
        Journal journal = new Journal() {
            @Override
            public void tell(
                    Optional<String> upgrade,
                    String actor,
                    String kind,
                    Optional<String> rule,
                    String sentence,
                    Optional<Digest> evidence) {
                told.add(actor + ": " + sentence + " " + evidence.orElseThrow().brief());
            }

            @Override
            public Digest keep(String content) {
                return Digest.of(content);
            }
        };
        return new DescriptionStore(tables.jdbc(), CLOCK, journal, folder);
    }

    @Test
    void aSystemIsKeptDescribedAndToldInTheJournal() {
        StoredDescription stored = store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE, "erik");

        assertThat(stored.name()).isEqualTo("order-service");
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(stored.changedBy()).isEqualTo("erik");
        assertThat(stored.changedAt()).isEqualTo(CLOCK.instant());
        assertThat(store.systems()).containsExactly(new SystemId("order-service"));
        assertThat(told)
                .containsExactly("erik: Described system order-service, revision 1 "
                        + Digest.of(Fixtures.ORDER_SERVICE).brief());
        assertThat(store.describe(store.readRequest(Fixtures.RAISE_ORDER_SERVICE))
                        .owner())
                .isEqualTo("erik");
    }

    @Test
    void aChangeNamesTheDigestOfWhatWasBefore() {
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE, "erik");
        String changed = Fixtures.ORDER_SERVICE + "\n# mended\n";

        store.put(Layer.SYSTEM, changed, "paula");

        assertThat(told.get(1))
                .isEqualTo("paula: Described system order-service, revision 2; before it, digest "
                        + Digest.of(Fixtures.ORDER_SERVICE).hex() + " "
                        + Digest.of(changed).brief());
    }

    @Test
    void howAMachineIsReachedIsReadAgainWhenADescriptionHasChanged() {
        var book = new DescribedAccess(tables.jdbc(), store, Duration.ZERO);
        TargetId orders = TargetId.parse("orders.example.com");
        String site = "site: harbour\naccess: {user: liftlock, key: secret:ssh-key}\n";

        assertThat(book.accessTo(orders)).as("nothing is described").isEmpty();
        store.put(Layer.SITE, site, "paula");
        assertThat(book.accessTo(orders).orElseThrow().user()).isEqualTo("liftlock");
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE + "access: {user: orders, port: 2222}\n", "erik");

        assertThat(book.accessTo(orders).orElseThrow().user()).isEqualTo("orders");
        assertThat(book.accessTo(orders).orElseThrow().port()).isEqualTo(2222);
        assertThat(book.accessTo(TargetId.parse("lb1.example.com"))
                        .orElseThrow()
                        .user())
                .as("of no system, so as the site says")
                .isEqualTo("liftlock");
    }

    @Test
    void aChangeIsANewRevisionAndTheSameWordsAreNone() {
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE, "erik");
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE, "erik");
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE.replace("owner: erik", "owner: ana"), "ana");

        assertThat(store.current(Layer.SYSTEM, "order-service").orElseThrow().revision())
                .isEqualTo(2);
        assertThat(store.system(new SystemId("order-service")).orElseThrow().owner())
                .isEqualTo("ana");
        assertThat(store.system(new SystemId("order-service")).orElseThrow().merged())
                .anySatisfy(value -> assertThat(value.file()).isEqualTo("system order-service, revision 2"));
    }

    @Test
    void aBadFileChangesNothing() {
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE, "erik");
        told.clear();

        assertThatThrownBy(() -> store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE + "reboot: sometimes\n", "erik"))
                .isInstanceOf(InvalidDescription.class)
                .hasMessageContaining("never, if-required, always");

        assertThat(store.current(Layer.SYSTEM, "order-service").orElseThrow().revision())
                .isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aKindThatWouldBreakASystemIsRefused() {
        String kind = "kind: till\nvars: {drawer: left}\n";
        String system = Fixtures.ORDER_SERVICE
                .replace("kind: command", "kind: till")
                .replace("raise,", "raise, \"${vars.drawer}\",");
        store.put(Layer.KIND, kind, "erik");
        store.put(Layer.SYSTEM, system, "erik");

        assertThatThrownBy(() -> store.put(Layer.KIND, "kind: till\nvars: {shelf: left}\n", "erik"))
                .hasMessageContaining("${vars.drawer}");

        assertThat(store.current(Layer.KIND, "till").orElseThrow().document()).isEqualTo(kind);
    }

    @Test
    void thereIsOneSiteWhateverItCallsItself() {
        store.put(Layer.SITE, "site: harbour\ntime_zone: Europe/Zurich\n", "erik");
        store.put(Layer.SITE, "site: port\ntime_zone: Europe/Paris\n", "erik");

        assertThat(store.site().name()).isEqualTo("port");
        assertThat(store.current(Layer.SITE, "any").orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void aSiteThatWouldBreakASystemIsRefused() {
        store.put(Layer.SITE, "site: harbour\naround: {quiet: {run: [hush], undo: [shout]}}\n", "erik");
        store.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE + "around: [quiet]\n", "erik");

        assertThatThrownBy(() -> store.put(Layer.SITE, "site: harbour\n", "erik"))
                .hasMessageContaining("quiet");
    }

    @Test
    void theFirstSiteIsReadBeforeAnySystemIs() {
        assertThatThrownBy(() -> store.put(Layer.SITE, "site: harbour\ntime_zone: Europe/Zurick\n", "paula"))
                .hasMessageContaining("site.time_zone")
                .hasMessageContaining("Did you mean \"Europe/Zurich\"?");

        assertThat(store.current(Layer.SITE, "site")).isEmpty();
    }

    @Test
    void aDocumentSentForAnotherNameIsRefused() {
        assertThatThrownBy(() -> store.put(Layer.KIND, "till", "# of the shop\nkind: tills\n", "erik"))
                .hasMessageContaining("kind, line 2, kind: \"tills\"; expected the name it is stored under, till.")
                .hasMessageContaining("Write kind: till, or store it under its own name, tills.");

        assertThat(store.current(Layer.KIND, "tills")).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void kindsThatComeWithLiftlockAreReadAsTheyWereWritten() {
        WrittenKind files = store.kind("files").orElseThrow();

        assertThat(files.title()).isEqualTo("Files");
        assertThat(files.needs()).containsExactly("home");
        assertThat(files.origin()).isEqualTo("kinds/files.yaml");
        assertThat(files.document()).startsWith("# A tree of files that others read");
        assertThat(files.stored()).isEmpty();
        assertThat(store.kind("till")).isEmpty();
    }

    @Test
    void aStoredKindStandsBeforeTheOneOfTheSameNameThatComesWithLiftlock() {
        store.put(Layer.KIND, "till", "kind: till\nname: Tills\n", "erik");
        store.put(Layer.KIND, "files", "kind: files\nname: Our files\n", "erik");

        assertThat(store.kinds())
                .extracting(WrittenKind::name)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("command", "files", "till");
        assertThat(store.kind("files").orElseThrow())
                .returns("Our files", WrittenKind::title)
                .returns("kind files, revision 1", WrittenKind::origin)
                .returns(Optional.of("kinds/files.yaml"), WrittenKind::replaces);
        assertThat(store.kind("till").orElseThrow().replaces()).isEmpty();
    }

    @Test
    void aDocumentOfAnotherLayerIsRefused() {
        assertThatThrownBy(() -> store.put(Layer.SITE, Fixtures.ORDER_SERVICE, "erik"))
                .hasMessageContaining("one document that describes a site");
    }

    @Test
    void kindsOfAFolderAreKnown(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("till.yaml"), "kind: till\n");
        DescriptionStore withFolder = storeWithKindsOf(folder.toString());

        withFolder.put(Layer.SYSTEM, Fixtures.ORDER_SERVICE.replace("kind: command", "kind: till"), "erik");

        assertThat(withFolder
                        .system(new SystemId("order-service"))
                        .orElseThrow()
                        .kind())
                .isEqualTo("till");
    }

    @Test
    void aFolderOfKindsHoldsNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("orders.yaml"), Fixtures.ORDER_SERVICE);

        assertThatThrownBy(() -> storeWithKindsOf(folder.toString())).hasMessageContaining("only kinds");
    }
}
