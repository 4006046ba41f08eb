package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/** Every kind that comes with Liftlock is what somebody who writes one can copy. */
class ShippedKindsTest {

    private static final Path FOLDER = Path.of("src/main/resources/kinds");
    private static final TargetId TARGET = TargetId.parse("app1.example.com");

    /** What a system of the kind says besides; the others say all they need by themselves. */
    private static final Map<String, String> SAYS = Map.of(
            "compose", "vars: {folder: /srv/shop, service: shop, image: registry.example.com/shop}\nstores: none\n",
            "debian-package", "vars: {package: nginx, service: nginx}\nstores: none\nconfig: [/etc/nginx]\n",
            "files",
                    "vars: {home: /srv/rules}\nstores: none\nartifacts: {archive: {file: /srv/rules.tar, sha256: DIGEST}}\n",
            "java-archive",
                    "vars: {home: /srv/orders, port: 8080}\nstores: none\nartifacts: {jar: {file: /srv/orders.jar, sha256: DIGEST}}\n",
            "keycloak-archive", """
                    vars: {home: /opt/keycloak}
                    artifacts: {server: {file: /srv/keycloak.tar.gz, sha256: DIGEST}}
                    stores: {realm-db: {where: all, backup: {with: pg_dump, keep: 30d}}}
                    """,
            "postgresql-debian", """
                    stores:
                      orders:
                        where: all
                        backup: {with: pg_dump, keep: 30d}
                        login: {url: "jdbc:postgresql://app1/orders", user: liftlock, password: secret:orders}
                    method: copy
                    """);

    static List<String> kinds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .filter(kind -> !kind.equals("command"))
                    .sorted()
                    .toList();
        }
    }

    private static UpgradeDescription raising(String kind, String says) {
        DescriptionFiles files = Fixtures.written("""
                system: shop
                kind: %s
                owner: erik
                environments: {production: {targets: {app1.example.com: {role: primary}}}}
                %s""".formatted(kind, says.replace("DIGEST", "ab".repeat(32))), """
                upgrade: shop
                to: "15.18"
                from: "13.22"
                reason: {category: end-of-support, text: "no fixes any more"}
                """);
        assertThat(files.problems()).isEmpty();
        return files.upgrades().get(0);
    }

    private static TargetDescription target(UpgradeDescription upgrade) {
        return upgrade.target("production", TARGET, Map.of("store.size", "1 GiB", "upgrade.key", "UPG-2026-0001"));
    }

    private static TargetDescription target(String kind) {
        return target(raising(kind, SAYS.get(kind)));
    }

    @Test
    void everyFileInTheFolderIsShipped() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            ShippedKinds.read(new Problems()).keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKindIsNamedLikeItsFileSaysWhatItIsForAndKeepsToTheSchema(String kind) throws IOException {
        String text = Files.readString(FOLDER.resolve(kind + ".yaml"));
        Problems problems = new Problems();
        Document document = Documents.read(text, kind + ".yaml", problems).get(0);

        assertThat(problems.all()).isEmpty();
        assertThat(text).startsWith("# ");
        assertThat(document.name()).isEqualTo(kind);
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of("classpath:schemas/kind.schema.json"))
                        .validate(
                                new ObjectMapper().valueToTree(document.fields().asPlain())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSystemGetsFromItWhatAnUpgradeNeeds(String kind) {
        TargetDescription target = target(kind);

        assertThat(target.apply()).as("apply").isNotEmpty();
        assertThat(target.rollback()).as("its way back").isNotEmpty();
        assertThat(target.versions()).as("versions read back").isNotEmpty();
        assertThat(target.checks()).as("a core check").anyMatch(CheckSpec::core);
        assertThat(target.checks())
                .as("the version is checked")
                .anyMatch(check -> check.id().equals("version"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingItRunsHandsTextToAShell(String kind) {
        TargetDescription target = target(kind);

        assertThat(Stream.of(target.stop(), target.start(), target.apply(), target.rollback(), target.finish())
                        .flatMap(List::stream)
                        .map(Command::arguments)
                        .filter(arguments -> arguments.get(0).equals("sh")))
                .as("a script is fixed; what comes from a description is an argument of its own")
                .allSatisfy(arguments -> assertThat(arguments.get(2)).doesNotContain("/srv", "15.18", "13.22"));
    }

    @Test
    void theNewClusterIsStoppedBeforeTheOldOneIsStartedWhenAMajorUpgradeIsTakenBack() {
        List<String> wayBack = target("postgresql-debian").rollback().stream()
                .map(command -> String.join(" ", command.arguments()))
                .toList();

        assertThat(wayBack.get(0)).isEqualTo("pg_ctlcluster 15 main stop --mode fast");
        assertThat(wayBack.get(wayBack.size() - 1)).isEqualTo("pg_ctlcluster 13 main start");
    }

    @Test
    void clustersHaveTheirPortsBackWhenAMajorUpgradeIsTakenBackAlsoTheSecondTime(@TempDir Path ports) throws Exception {
        // given
        Command swap = target("postgresql-debian").rollback().stream()
                .filter(command -> command.arguments().contains("ports"))
                .findFirst()
                .orElseThrow();
        Path stub = Files.writeString(ports.resolve("pg_conftool"), """
                #!/bin/sh
                [ "$1" != --short ] || exec cat "$PORTS/$2"
                echo "$5" >"$PORTS/$1"
                """);
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        Files.writeString(ports.resolve("13"), "54329\n");
        Files.writeString(ports.resolve("15"), "5432\n");

        for (int time = 1; time <= 2; time++) {
            // when
            ProcessBuilder script = new ProcessBuilder(swap.arguments());
            script.environment().put("PORTS", ports.toString());
            script.environment().merge("PATH", ports.toString(), (path, own) -> own + ":" + path);
            assertThat(script.inheritIO().start().waitFor()).isZero();

            // then
            assertThat(ports.resolve("13")).hasContent("5432");
            assertThat(ports.resolve("15")).hasContent("54329");
        }
    }

    @Test
    void buildingTheNewClusterOutOfTheOldOnesFilesLeavesTheBackupAsTheWayBack() {
        UpgradeDescription link =
                raising("postgresql-debian", SAYS.get("postgresql-debian").replace("copy", "link"));

        assertThat(target(link).apply().get(0).arguments())
                .startsWith("pg_upgradecluster")
                .contains("--link");
        assertThat(link.method().reversibility()).isEqualTo(Reversibility.NEVER);
        assertThat(link.method().restores()).isTrue();
    }
}
