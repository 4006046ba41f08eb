package org.liftlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What {@code docker-compose.yml} promises, read from the file: no Docker is needed to check it. */
class ComposeTest {

    private static String text;
    private static Map<String, Object> compose;

    @BeforeAll
    static void read() throws Exception {
        text = Files.readString(Path.of("docker-compose.yml"));
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        compose = map(new Load(settings).loadFromString(text));
    }

    @Test
    void runsPostgres17AndTwoNodes() {
        assertThat(map(compose.get("services"))).containsOnlyKeys("database", "node-1", "node-2");
        assertThat(service("database")).containsEntry("image", "postgres:17");
        assertThat(service("node-1").get("image")).isEqualTo(service("node-2").get("image"));
        assertThat(map(service("node-1").get("build"))).containsKey("dockerfile_inline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "node-1", "node-2"})
    void everyServiceTellsWhetherItIsWellAndKeepsItsDataInANamedVolume(String name) {
        assertThat(map(service(name).get("healthcheck"))).containsKeys("test", "interval", "retries");
        assertThat(strings(service(name).get("volumes")))
                .isNotEmpty()
                .allSatisfy(volume ->
                        assertThat(map(compose.get("volumes"))).containsKey(volume.substring(0, volume.indexOf(':'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-1", "node-2"})
    void nodesWaitForAHealthyDatabaseAndAreReachableFromThisMachineOnly(String name) {
        Map<String, Object> waitsFor = map(map(service(name).get("depends_on")).get("database"));

        assertThat(waitsFor).containsEntry("condition", "service_healthy");
        assertThat(strings(service(name).get("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(service("database")).doesNotContainKey("ports");
    }

    @Test
    void passwordsComeAsFilesAndNoneHasADefault() {
        assertThat(map(compose.get("secrets"))).containsOnlyKeys("database-password", "admin-password");
        map(compose.get("secrets"))
                .values()
                .forEach(secret -> assertThat((String) map(secret).get("file")).startsWith("${LIFTLOCK_SECRETS_DIR:?"));
        for (String name : List.of("database", "node-1", "node-2")) {
            map(service(name).get("environment")).keySet().stream()
                    .filter(variable -> variable.contains("PASSWORD"))
                    .forEach(variable -> assertThat(variable).endsWith("_FILE"));
        }
        assertThat(text).doesNotContain(":-");
    }

    @Test
    void theNodesDifferInNameAndShareEverythingElse() {
        Map<String, Object> first = map(service("node-1").get("environment"));
        Map<String, Object> second = map(service("node-2").get("environment"));

        assertThat(first.keySet()).isEqualTo(second.keySet());
        assertThat(first.get("LIFTLOCK_DATABASE_URL")).isEqualTo(second.get("LIFTLOCK_DATABASE_URL"));
        assertThat(first.get("LIFTLOCK_NODE_NAME")).isNotEqualTo(second.get("LIFTLOCK_NODE_NAME"));
    }

    @Test
    void targetsOfOneMachineAreWorkedOnByOneNode() {
        assertThat(map(service("node-1").get("environment"))).containsEntry("LIFTLOCK_WORKER_ENABLED", "true");
        assertThat(map(service("node-2").get("environment"))).containsEntry("LIFTLOCK_WORKER_ENABLED", "false");
    }

    private static Map<String, Object> service(String name) {
        return map(map(compose.get("services")).get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object node) {
        return (List<String>) node;
    }
}
