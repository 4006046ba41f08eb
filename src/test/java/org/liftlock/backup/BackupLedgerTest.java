package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.TestDatabases;
import org.liftlock.effect.StepWork;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger keeps, and what the schema itself refuses, on both databases. */
class BackupLedgerTest {

    private static final String UPGRADE = "UPG-2026-0001";
    private static final String UNIT = "UPG-2026-0001.u1";
    private static final ItemName ORDERS = ItemName.parse("order-service/production/orders");
    private static final ItemName CONFIGURATION = ItemName.parse("order-service/production/configuration");
    private static final OffsetDateTime NOW = OrderService.STOPPED_AT.atOffset(ZoneOffset.UTC);

    private JdbcClient jdbc;
    private BackupLedger ledger;

    @ParameterizedTest
    @EnumSource
    void aProofIsMadeWhenEveryItemHasPassed(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);
        passed(CONFIGURATION, 1);

        Optional<StepWork.Proof> proof = ledger.makeProof(UNIT, UPGRADE);

        assertThat(proof)
                .hasValueSatisfying(made -> assertThat(made.itemCount()).isEqualTo(2));
        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEqualTo(proof);
        assertThat(ledger.usableProof(UNIT, UPGRADE)).isEqualTo(proof);
        apply(proof.orElseThrow().proofId(), UNIT, UPGRADE, 2);
        assertThat(jdbc.sql("select count(*) from effect").query(Long.class).single())
                .isOne();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNoProofWhileAnItemIsMissing(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);

        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEmpty();
        assertThat(ledger.usableProof(UNIT, UPGRADE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNoProofWhenTheNewestVerdictIsARejection(TestDatabases database) {
        given(database);
        passed(CONFIGURATION, 1);
        BackupReceipt orders = passed(ORDERS, 1);

        ledger.save(new BackupVerdict.Rejected(orders, "The archive is damaged.", "Take it again."));

        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBackupOfAnEarlierAttemptProvesNothing(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);
        passed(CONFIGURATION, 1);
        passed(ORDERS, 2);

        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyTargetWithABackupOfItsOwnMustHavePassed(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);
        passed(CONFIGURATION, 1);
        BackupReceipt second = receipt(CONFIGURATION, 1, TargetId.parse("app2.example.com"));
        ledger.save(second);
        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEmpty();

        ledger.save(verified(second));

        assertThat(ledger.makeProof(UNIT, UPGRADE)).isPresent();
        assertThat(ledger.newestPassed(UNIT, CONFIGURATION)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aVerificationServesNoSecondProofOnceTheFirstIsSpent(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);
        BackupReceipt configuration = passed(CONFIGURATION, 1);
        String spent = ledger.makeProof(UNIT, UPGRADE).orElseThrow().proofId();
        jdbc.sql("update proof set spent_at = ? where proof_id = ?")
                .param(NOW)
                .param(spent)
                .update();

        ledger.save(verified(configuration));

        assertThat(ledger.makeProof(UNIT, UPGRADE)).isEmpty();
        assertThat(ledger.usableProof(UNIT, UPGRADE)).isEmpty();
        assertThat(ledger.newestPassed(UNIT, ORDERS)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theNewestBackupThatPassedIsTheOneToRestore(TestDatabases database) {
        given(database);
        passed(ORDERS, 1);
        BackupReceipt second = passed(ORDERS, 2);
        BackupReceipt third = receipt(ORDERS, 3, OrderService.targetId());
        ledger.save(third);
        ledger.save(new BackupVerdict.Rejected(third, "The archive is empty.", "Take it again."));

        assertThat(ledger.newestPassed(UNIT, ORDERS))
                .extracting(StoredBackup::receipt)
                .containsExactly(second);
        assertThat(ledger.newest(UNIT)).extracting(StoredBackup::receipt).containsExactly(third);
    }

    @ParameterizedTest
    @EnumSource
    void aReceiptSavedAgainChangesNothingAndAnotherInItsPlaceIsRefused(TestDatabases database) {
        given(database);
        BackupReceipt receipt = receipt(ORDERS, 1, OrderService.targetId());
        StoredBackup saved = ledger.save(receipt);

        assertThat(ledger.save(receipt)).isEqualTo(saved);
        assertThatThrownBy(() ->
                        ledger.save(new BackupReceipt(receipt.location(), Digest.of("other"), 1, receipt.facts())))
                .hasMessageContaining("never replaced");
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnApplyWithoutProof(TestDatabases database) {
        given(database);

        assertThatThrownBy(() -> apply(null, null, null, null)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnApplyWhoseProofIsGivenInPart(TestDatabases database) {
        given(database);
        String proof = proven();

        assertThatThrownBy(() -> apply(proof, UNIT, UPGRADE, null)).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> apply(null, UNIT, UPGRADE, 2)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnApplyWithTheProofOfAnotherUnit(TestDatabases database) {
        given(database);
        unit("UPG-2026-0001.u2", UPGRADE, 2);
        String proof = proven();

        assertThatThrownBy(() -> applyTo("UPG-2026-0001.u2", UPGRADE, proof, UNIT, UPGRADE, 2))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> applyTo("UPG-2026-0001.u2", UPGRADE, proof, "UPG-2026-0001.u2", UPGRADE, 2))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnApplyWithTheProofOfAnotherUpgrade(TestDatabases database) {
        given(database);
        upgrade("UPG-2026-0002");
        step("UPG-2026-0002");
        String proof = proven();

        assertThatThrownBy(() -> applyTo(UNIT, "UPG-2026-0002", proof, UNIT, UPGRADE, 2))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> applyTo(UNIT, "UPG-2026-0002", proof, UNIT, "UPG-2026-0002", 2))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAnApplyWhoseChainLacksTheLastItem(TestDatabases database) {
        given(database);
        String proof = proven();

        assertThatThrownBy(() -> apply(proof, UNIT, UPGRADE, 1)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAChainWithAGap(TestDatabases database) {
        given(database);
        passed(CONFIGURATION, 1);
        proofRow("gap");
        String verification = verificationOf(CONFIGURATION);

        assertThatThrownBy(() -> proofItem("gap", 2, 1, CONFIGURATION, verification, "PASSED"))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> proofItem("gap", 2, null, CONFIGURATION, verification, "PASSED"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAProofFromARejection(TestDatabases database) {
        given(database);
        BackupReceipt orders = receipt(ORDERS, 1, OrderService.targetId());
        ledger.save(orders);
        ledger.save(new BackupVerdict.Rejected(orders, "The archive is empty.", "Take it again."));
        proofRow("rejected");
        String verification = verificationOf(ORDERS);

        assertThatThrownBy(() -> proofItem("rejected", 1, null, ORDERS, verification, "PASSED"))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> proofItem("rejected", 1, null, ORDERS, verification, "REJECTED"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAProofOfOneItemByTheVerificationOfAnother(TestDatabases database) {
        given(database);
        passed(CONFIGURATION, 1);
        proofRow("wrong-item");
        String verification = verificationOf(CONFIGURATION);

        assertThatThrownBy(() -> proofItem("wrong-item", 1, null, ORDERS, verification, "PASSED"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void given(TestDatabases database) {
        jdbc = JdbcClient.create(database.migrated());
        ledger = new BackupLedger(jdbc, OrderService.CLOCK);
        upgrade(UPGRADE);
        unit(UNIT, UPGRADE, 1);
        jdbc.sql("insert into target (target, highest_token) values (?, 0)")
                .param(OrderService.targetId().toString())
                .update();
        step(UPGRADE);
    }

    private BackupReceipt passed(ItemName item, int attempt) {
        BackupReceipt receipt = receipt(item, attempt, OrderService.targetId());
        ledger.save(receipt);
        ledger.save(verified(receipt));
        return receipt;
    }

    private String proven() {
        passed(ORDERS, 1);
        passed(CONFIGURATION, 1);
        return ledger.makeProof(UNIT, UPGRADE).orElseThrow().proofId();
    }

    private static BackupVerdict verified(BackupReceipt receipt) {
        return new BackupVerdict.Verified(new VerifiedBackup(
                receipt, Duration.ofMillis(120), List.of("PUBLIC.ORDERS: 1000"), OrderService.CLOCK.instant()));
    }

    private static BackupReceipt receipt(ItemName item, int attempt, TargetId target) {
        BackupFacts facts = new BackupFacts(
                UPGRADE,
                UNIT,
                attempt,
                item,
                target,
                "files",
                "1.0",
                "service stopped",
                OrderService.STOPPED_AT,
                OrderService.STOPPED_AT.plus(Duration.ofDays(30)),
                OrderService.STOPPED_AT,
                OrderService.STOPPED_AT.plusSeconds(3),
                "liftlock files 1",
                "1.0",
                List.of(new ContentPart("/srv/orders", 12, Optional.of(Digest.of("content")))),
                Digest.of("all"));
        return new BackupReceipt("/var/backups/" + item + "-" + attempt, Digest.of(item + "-" + attempt), 512, facts);
    }

    private String verificationOf(ItemName item) {
        return jdbc.sql("select verification_id from verification where item = ?")
                .param(item.toString())
                .query(String.class)
                .single();
    }

    private void upgrade(String key) {
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at,
                            stage)
                        values (?, 'order-service', 'production', '1.0', '2.0', 'replace', 'feature', 'faster search',
                            '-', '-', ?, 'erik', ?, 'EXECUTION')
                        """).param(key).param(Digest.of("merged").hex()).param(NOW).update();
    }

    private void unit(String unit, String upgrade, int order) {
        jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count)
                        values (?, ?, 'production', ?, 'RAISE', 2)
                        """).param(unit).param(upgrade).param(order).update();
        List<ItemName> items = List.of(ORDERS, CONFIGURATION);
        for (int place = 0; place < items.size(); place++) {
            jdbc.sql("insert into unit_item (unit_id, item_order, item, provider) values (?, ?, ?, 'files')")
                    .param(unit)
                    .param(place + 1)
                    .param(items.get(place).toString())
                    .update();
        }
    }

    private void step(String upgrade) {
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task,
                            attempt, status, started_at)
                        values (?, ?, 'apply', 'apply', 'p', ?, 1, 'OPEN', ?)
                        """)
                .param("step-" + upgrade)
                .param(upgrade)
                .param("task-" + upgrade)
                .param(NOW)
                .update();
    }

    private void apply(String proof, String proofUnit, String proofUpgrade, Integer position) {
        applyTo(UNIT, UPGRADE, proof, proofUnit, proofUpgrade, position);
    }

    private void applyTo(
            String unit, String upgrade, String proof, String proofUnit, String proofUpgrade, Integer position) {
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, active_target, proof_id, proof_unit,
                            proof_upgrade, proof_order, planned_at)
                        values ('e1', ?, ?, ?, ?, 'APPLY', 'k1', '-', '-', 1, 0, 'PLANNED', ?, ?, ?, ?, ?, ?)
                        """)
                .param("step-" + upgrade)
                .param(upgrade)
                .param(unit)
                .param(OrderService.targetId().toString())
                .param(OrderService.targetId().toString())
                .param(proof)
                .param(proofUnit)
                .param(proofUpgrade)
                .param(position)
                .param(NOW)
                .update();
    }

    private void proofRow(String id) {
        jdbc.sql("insert into proof (proof_id, unit_id, upgrade_key, made_at) values (?, ?, ?, ?)")
                .param(id)
                .param(UNIT)
                .param(UPGRADE)
                .param(NOW)
                .update();
    }

    private void proofItem(
            String proof, int position, Integer previous, ItemName item, String verification, String verdict) {
        jdbc.sql("""
                        insert into proof_item (proof_id, unit_id, upgrade_key, item_order, previous_order, item,
                            verification_id, verdict)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(proof)
                .param(UNIT)
                .param(UPGRADE)
                .param(position)
                .param(previous)
                .param(item.toString())
                .param(verification)
                .param(verdict)
                .update();
    }
}
