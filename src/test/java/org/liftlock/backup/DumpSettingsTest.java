package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.SystemId;

/** What is said about the settings of a database before any program runs. */
class DumpSettingsTest {

    private static final StoreProviders PROVIDERS = new StoreProviders(OrderService.CLOCK);

    @ParameterizedTest
    @CsvSource({
        "login, '', must be {url:",
        "login, jdbc:h2:mem:orders, the address of one database",
        "login, 'jdbc:postgresql://a,b/orders', the address of one database",
        "scratch, ../here, an absolute path",
        "bin, bin, an absolute path",
        "format, tar, custom or directory",
        "jobs, many, a number from 1 to 64",
        "jobs, 0, a number from 1 to 64"
    })
    void aSettingThatDoesNotDoIsNamedWithWhatIsExpected(String setting, String value, String expected) {
        BackupOrder order = with(
                Map.of(setting, setting.equals("login") ? Map.of(value.isEmpty() ? "user" : "url", value) : value));

        assertThatThrownBy(() -> PROVIDERS.of("pg_dump").backup(order))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store \"orders\"")
                .hasMessageContaining(expected)
                .hasMessageContaining("Correct it in the description");
    }

    @Test
    void aProofInTwoStepsIsRefusedForWhatIsDumped() {
        assertThat(StoreProviders.objection(with(Map.of("base_within", "24h")).store()))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("asks for a proof in two steps", "pg_basebackup or pgbackrest, not with pg_dump"));
    }

    @Test
    void thePasswordTravelsByReferenceInTheEnvironmentAlone() {
        var command = PROVIDERS.of("pg_dump").backup(with(Map.of())).get(0);

        assertThat(command.environment()).containsEntry(StoreProgram.PASSWORD, "secret:orders-db");
        assertThat(command.arguments()).noneMatch(argument -> argument.contains("secret"));
        assertThat(command.stdin().orElseThrow()).doesNotContain("secret:");
        assertThat(new PostgresLogin("db", 5432, "orders", "desk", Optional.of("tea"), Map.of()).environment())
                .containsEntry("PGPASSWORD", "tea");
    }

    private static BackupOrder with(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "login",
                Map.of(
                        "url",
                        "jdbc:postgresql://db.example.com/orders",
                        "user",
                        "liftlock",
                        "password",
                        "secret:orders-db")));
        all.putAll(settings);
        StoreSpec store = new StoreSpec(
                "orders", "pg_dump", all, Compare.EVERYTHING, Duration.ofDays(30), List.of(OrderService.targetId()));
        return new BackupOrder(
                "UPG-2026-0001",
                "UPG-2026-0001.u1",
                1,
                new ItemName(new SystemId("order-service"), "production", "orders"),
                OrderService.targetId(),
                store,
                "15.18",
                Path.of("/var/backups/liftlock"),
                "service stopped",
                OrderService.STOPPED_AT);
    }
}
