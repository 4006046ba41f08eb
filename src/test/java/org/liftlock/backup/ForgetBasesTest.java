package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;

/** A base was restored before the window, and the upgrade comes to its end. */
class ForgetBasesTest {

    @TempDir
    private Path scratch;

    @TempDir
    private Path backups;

    private Rooms rooms;
    private String key;
    private Path kept;
    private Path ofAnother;

    @BeforeEach
    void aBaseThatIsKept() throws Exception {
        rooms = Rooms.cleared();
        rooms.describe(1, """
                {large: {where: all, backup: {with: pg_basebackup, data: /var/lib/postgresql/15/main, base_within: 24h,
                    scratch: "%s"},
                    login: {url: "jdbc:postgresql://db/large", user: liftlock, password: secret:large-db}}}
                """.formatted(scratch), "config: [/etc/orders]");
        key = rooms.request();
        Digest manifest = Digest.of("the manifest of the base");
        kept = folder(manifest);
        ofAnother = folder(Digest.of("the manifest of a later base"));
        rooms.jdbc
                .sql("""
                        insert into base_backup (upgrade_key, unit_id, item, target, attempt, location, digest, size_bytes,
                            begun_at, restore_millis, report, proven_at)
                        values (?, ?, 'order-service/production/large', ?, 1, '/backups/bases/1', ?, 1, ?, 1, '', ?)
                        """)
                .params(
                        key,
                        rooms.unit(key, 1).unitId(),
                        Rooms.target(1).toString(),
                        manifest.hex(),
                        Timestamp.from(rooms.clock.instant()),
                        Timestamp.from(rooms.clock.instant()))
                .update();
        answers();
    }

    private void answers() {
        doReturn(new LocalTarget(Map.of("large-db", "tea")))
                .when(rooms.get(Launchers.class))
                .of(any());
    }

    private void doesNotAnswer() {
        doThrow(new LauncherTrouble("orders-1 does not answer", new IOException("timed out")))
                .when(rooms.get(Launchers.class))
                .of(any());
    }

    private Path folder(Digest manifest) throws Exception {
        Path folder = scratch.resolve("base-order-service.production.large-" + manifest.brief());
        Files.writeString(Files.createDirectories(folder).resolve("ready"), "");
        return folder;
    }

    @Test
    void whileTheUpgradeIsOpenItStays() {
        forget();

        assertThat(kept).exists();
    }

    @Test
    void whenTheUpgradeHasEndedItIsRemovedAndNoOther() {
        close();

        forget();

        assertThat(kept).doesNotExist();
        assertThat(ofAnother).exists();
    }

    @Test
    void aTargetThatIsNotReachedIsAskedAgain() {
        close();
        doesNotAnswer();
        forget();
        assertThat(kept).exists();

        answers();
        forget();

        assertThat(kept).doesNotExist();
    }

    @Test
    void whatACancelledStepHadNotRecordedYetIsFoundByItsReceipt() throws Exception {
        takenAndNotRecorded();
        close();

        forget();

        assertThat(kept).doesNotExist();
        assertThat(ofAnother).exists();
        assertThat(rooms.get(BegunBases.class).ofEnded()).as("looked at once").isEmpty();
    }

    @Test
    void whileTheUpgradeIsOpenOrACommandOfTheStepMayRunNothingIsRemoved() throws Exception {
        takenAndNotRecorded();
        forget();
        assertThat(kept).as("open").exists();

        close();
        rooms.jdbc
                .sql("insert into target (target, highest_token) values (?, 1)")
                .param(Rooms.target(1).toString())
                .update();
        rooms.jdbc
                .sql("""
                        insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, active_target, planned_at)
                        values ('e', 'preparing', ?, ?, 'FETCH', 'r', 'o', 'd', 1, 1, 'STARTED', ?, ?)
                        """)
                .params(key, Rooms.target(1).toString(), Rooms.target(1).toString())
                .param(Timestamp.from(rooms.clock.instant()))
                .update();
        forget();
        assertThat(kept).as("a command of it may still run").exists();

        rooms.jdbc
                .sql("update effect set active_target = null, status = 'SETTLED', outcome = 'STOPPED'")
                .update();
        forget();
        assertThat(kept).doesNotExist();
    }

    @Test
    void aStepThatHasLeftNothingIsLookedAtOnce() throws Exception {
        takenAndNotRecorded();
        Files.walk(backups)
                .filter(Files::isRegularFile)
                .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        close();

        forget();

        assertThat(kept).as("no receipt speaks of it").exists();
        assertThat(rooms.get(BegunBases.class).ofEnded()).isEmpty();
    }

    @Test
    void aTargetThatIsNotReachedIsAskedAgainAboutWhatWasNotRecorded() throws Exception {
        takenAndNotRecorded();
        close();
        doesNotAnswer();
        forget();
        assertThat(kept).exists();

        answers();
        forget();
        assertThat(kept).doesNotExist();
    }

    /** The step was cut off between the end of its command and its own. */
    private void takenAndNotRecorded() throws Exception {
        rooms.jdbc.sql("delete from base_backup").update();
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, outcome, started_at, settled_at)
                        values ('preparing', ?, 'prepare-backups', 'prepare-backups', 'p', 't', 1, 'SETTLED', 'FAILED', ?, ?)
                        """)
                .params(key, Timestamp.from(rooms.clock.instant()), Timestamp.from(rooms.clock.instant()))
                .update();
        rooms.get(BegunBases.class).note("preparing");
        backedUp();
    }

    private void backedUp() throws Exception {
        UnitBackups inScratch = new UnitBackups(
                rooms.jdbc, rooms.get(Units.class), rooms.get(Upgrades.class), rooms.get(BaseLedger.class), backups);
        BackupOrder order = inScratch
                .bases(rooms.get(Units.class).of(key).get(0), 1, rooms.clock.instant())
                .get(0);
        BackupFacts facts = BackupFacts.of(
                order,
                new StoreTool.Contents("15", List.of(), Digest.of("rows")),
                "pg_basebackup 15",
                order.pointInTime(),
                order.pointInTime());
        Files.createDirectories(order.folder());
        Files.writeString(
                order.folder().resolve(BackupReceipt.FILE),
                new BackupReceipt(order.folder().toString(), Digest.of("the manifest of the base"), 1, facts).toJson());
    }

    private void forget() {
        new ForgetBases(
                        rooms.jdbc,
                        rooms.get(Units.class),
                        new UnitBackups(
                                rooms.jdbc,
                                rooms.get(Units.class),
                                rooms.get(Upgrades.class),
                                rooms.get(BaseLedger.class),
                                backups),
                        rooms.get(BegunBases.class),
                        rooms.get(StoreProviders.class),
                        rooms.get(Launchers.class),
                        rooms.clock,
                        Duration.ofMinutes(1),
                        true)
                .forget();
    }

    private void close() {
        rooms.jdbc
                .sql("update upgrade set stage = 'CLOSED', outcome = 'CANCELLED', closed_at = ? where upgrade_key = ?")
                .params(Timestamp.from(rooms.clock.instant()), key)
                .update();
    }
}
