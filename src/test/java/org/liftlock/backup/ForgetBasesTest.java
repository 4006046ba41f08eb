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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.Digest;

/** A base was restored before the window, and the upgrade comes to its end. */
class ForgetBasesTest {

    @TempDir
    private Path scratch;

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
        doReturn(new LocalTarget(Map.of("large-db", "tea")))
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
        Launchers launchers = rooms.get(Launchers.class);
        doThrow(new LauncherTrouble("orders-1 does not answer", new IOException("timed out")))
                .when(launchers)
                .of(any());
        forget();
        assertThat(kept).exists();

        doReturn(new LocalTarget(Map.of("large-db", "tea"))).when(launchers).of(any());
        forget();

        assertThat(kept).doesNotExist();
    }

    private void forget() {
        new ForgetBases(
                        rooms.jdbc,
                        rooms.get(Units.class),
                        rooms.get(UnitBackups.class),
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
