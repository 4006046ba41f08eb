package org.liftlock.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liftlock.document.ExampleRecord.digest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftlock.document.Cell.Mark;
import org.liftlock.naming.Digest;

class RecordDocumentTest {

    private final RecordDocument record = RecordDocument.of(ExampleRecord.JSON);

    @Test
    void itSaysWhatWasUpgradedHowItEndedAndFromWhichJsonItIsMade() {
        assertThat(record.key()).isEqualTo("UPG-2026-0007");
        assertThat(record.title()).isEqualTo("order-service: 1.10 to 2.0");
        assertThat(record.standing())
                .isEqualTo(
                        "Raised, with known issues. Closed 22 Nov 2026 08:00:00 UTC; this is rendered from the record as"
                                + " it was sealed then.");
        assertThat(record.digest()).isEqualTo(Digest.of(ExampleRecord.JSON).hex());
    }

    @Test
    void whatIsNotClosedSaysThatItIsNotSealed() {
        RecordDocument open =
                RecordDocument.of(ExampleRecord.JSON.replace("\"stage\": \"CLOSED\"", "\"stage\": \"CLOSING\""));

        assertThat(open.standing()).contains("not sealed").doesNotContain("sealed then");
    }

    @Test
    void everyComponentOfEveryNodeHasItsVersionBeforeAndAfterAndAfterTheWayBack() {
        assertThat(rows("versions"))
                .contains(
                        List.of("shop1.example.com/orders (production)", "order-service", "1.10", "2.0", "not read"),
                        List.of("shop2.example.com/orders (production)", "order-service", "1.10", "2.0", "1.10"))
                .contains(List.of("shop2.example.com/orders", "production", "the upgrade", "Taken back"))
                .contains(List.of("staging.example.com/orders", "staging", "the rehearsal", "Raised"));
    }

    @Test
    void artefactsHaveTheirPinnedDigests() {
        assertThat(marks("artefacts")).containsExactly(new Mark("SHA-256", digest("release")));
    }

    @Test
    void onlyConfigurationThatIsDifferentNowIsListed() {
        assertThat(rows("configuration"))
                .containsExactly(
                        List.of("shop1.example.com/orders (production)", "/etc/orders/orders.conf", "changed", ""));
        assertThat(marks("configuration"))
                .containsExactly(new Mark("before", digest("conf1")), new Mark("after", digest("conf2")));
    }

    @Test
    void anUpgradeThatWasNotReadAgainIsNotSaidToHaveLostItsFiles() {
        RecordDocument untouched = RecordDocument.of(
                ExampleRecord.JSON.replaceAll("\"moment\": \"(AFTER|BACK)\"", "\"moment\": \"IN_DOUBT\""));

        assertThat(section(untouched, "configuration").blocks().get(0).rows()).isEmpty();
        assertThat(section(untouched, "configuration").blocks().get(1).facts())
                .contains(Fact.of(
                        "Not read again after the change",
                        "shop1.example.com/orders (production), shop2.example.com/orders (production)"));
    }

    @Test
    void plannedTimesStandBesideTheActualOnes() {
        assertThat(rows("times"))
                .contains(
                        List.of("Apply", "30 min 0 s", "12 min 30 s", "22 min 30 s"),
                        List.of("Back up, and prove the backup", "30 min 0 s", "2 min 0 s", "2 min 0 s"),
                        List.of("Tell people", "5 min 0 s", "not measured", "not measured"));
        assertThat(section(record, "times").blocks().get(0).facts())
                .contains(
                        Fact.of("Window opens, as planned", "21 Nov 2026 02:00:00 UTC"),
                        Fact.of("Last step inside the window ended", "21 Nov 2026 03:05:00 UTC"));
    }

    @Test
    void peopleStandWithTheirPart() {
        assertThat(rows("people"))
                .contains(
                        List.of("Requested it", "erik"),
                        List.of("Decides, plan revision 1", "mia"),
                        List.of("Signs off, plan revision 1", "uma, otto"),
                        List.of("Approved as approvers", "ana"));
    }

    @Test
    void anApprovalNamesThePlanItIsFor() {
        assertThat(marks("approvals"))
                .containsExactly(new Mark("plan", digest("plan")), new Mark("plan", digest("plan")));
        assertThat(rows("approvals"))
                .contains(List.of(
                        "Approved", "ana, approvers", "20 Nov 2026 12:00:00 UTC", "Go ahead; keep the desk informed."));
    }

    @Test
    void aBackupHasItsReceiptAndTheProofByTrialRestore() {
        assertThat(section(record, "backups").blocks().get(0).facts())
                .filteredOn(fact -> fact.label().equals("Kept at"))
                .flatExtracting(fact -> fact.value().marks())
                .containsExactly(new Mark("manifest", digest("backup")), new Mark("content", digest("content")));
        assertThat(rows("backups"))
                .contains(List.of(
                        "Passed",
                        "21 Nov 2026 02:07:00 UTC",
                        "restored and compared, 412 rows equal; restored in 18.8 s"));
    }

    @Test
    void outputIsReferredToByDigest() {
        assertThat(marks("output"))
                .contains(new Mark("order", digest("ordere-1")), new Mark("output", digest("oute-1")));
    }

    @Test
    void whatFailedAndWhatWasTakenBackIsTold() {
        assertThat(rows("trouble"))
                .contains(List.of(
                        "21 Nov 2026 02:43:00 UTC",
                        "Run acceptance checks",
                        "1 min 0 s",
                        "Failed",
                        "place-order: expected an order, got 404"));
        assertThat(section(record, "trouble").blocks())
                .extracting(Block::remark)
                .contains(
                        "Rollback: 1 step of rolling back; units taken back: 1; units that need repair: 0. Who decided what"
                                + " stands in the chain of entries.");
    }

    @Test
    void knownIssuesFollowUpsAndLessonsHaveOwnerAndDate() {
        assertThat(rows("known-issues"))
                .contains(
                        List.of("Reports are slow", "olga", "2026-12-01", "open"),
                        List.of("Raise shop2 again", "erik", "2026-12-05", "open"));
        assertThat(rows("lessons"))
                .containsExactly(
                        List.of("Rehearse with as many orders as production has", "erik", "2026-12-10", "open"));
    }

    @Test
    void theChainStandsWithItsHashes() {
        assertThat(rows("chain"))
                .hasSize(5)
                .contains(List.of(
                        "102",
                        "21 Nov 2026 02:01:00 UTC\nana",
                        "R28",
                        "Approved the plan: Go ahead; keep the desk informed."));
        assertThat(marks("chain"))
                .startsWith(new Mark("before", digest("before")), new Mark("hash", digest("entry0")))
                .endsWith(new Mark("before", digest("other3")), new Mark("hash", digest("entry4")));
    }

    @Test
    void whatAProgramPrintedOfControlCharactersIsWrittenAsNumbers() {
        assertThat(rows("checks"))
                .anySatisfy(row -> assertThat(row).contains("exit 1: \\u001b[31morder 413: 404\\u001b[0m"));
    }

    @Test
    void anUpgradeThatHasOnlyBeenAskedForIsShownAsWell() {
        RecordDocument asked = RecordDocument.of("""
                {"upgrade": [{"upgrade_key": "UPG-2026-0008", "system_id": "till", "from_version": "1", "to_version": "2",
                    "stage": "ASSESSMENT"}]}""");

        assertThat(asked.standing())
                .isEqualTo("No outcome yet. Not closed: this is what there is so far, and it is not sealed."
                        + " Stage: Assessment.");
        assertThat(asked.sections()).hasSameSizeAs(record.sections());
        assertThat(asked.sections())
                .allSatisfy(section -> assertThat(section.blocks()).isNotEmpty());
    }

    @Test
    void whatIsNoRecordIsRefused() {
        assertThatThrownBy(() -> RecordDocument.of("<html/>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordDocument.of("{}")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<List<String>> rows(String id) {
        return section(record, id).blocks().stream()
                .flatMap(block -> block.rows().stream())
                .map(row -> row.stream().map(Cell::text).toList())
                .toList();
    }

    private List<Mark> marks(String id) {
        List<Mark> marks = new ArrayList<>();
        section(record, id).blocks().stream()
                .flatMap(block -> block.rows().stream())
                .flatMap(List::stream)
                .flatMap(cell -> cell.marks().stream())
                .forEach(marks::add);
        return marks;
    }

    private static Section section(RecordDocument record, String id) {
        return record.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
