package org.liftlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.channel.TestSshd;
import picocli.CommandLine;

class LookCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path home;

    @BeforeEach
    void rulesAreInstalled() throws IOException {
        home = folder.resolve("rules");
        Files.createDirectories(home.resolve("releases/1.4"));
        Files.writeString(home.resolve("releases/1.4/limits.conf"), "most = 12\n");
        Files.createSymbolicLink(home.resolve("current"), Path.of("releases/1.4"));
    }

    private int run(Object... arguments) {
        CommandLine line = LiftlockCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>();
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        return line.execute(words.toArray(String[]::new));
    }

    @Test
    void aLookOverSshDraftsWhatItSawAndSaysWhatAPersonHasToFillIn() throws IOException {
        // given
        TestSshd server = TestSshd.shared();
        Path draft = folder.resolve("rules.yaml");

        // when
        int exit = lookOverSsh(server, Files.writeString(folder.resolve("known"), ""), "--out", draft);

        // then
        assertThat(err.toString()).contains("shows the host key SHA256:", "compare it with what");
        assertThat(exit).isZero();
        assertThat(Files.readString(draft))
                .contains("system: rules\n")
                .contains("owner: rule-desk\n")
                .contains("home: " + home)
                .contains("port: " + server.port())
                .contains("host_key: \"" + server.hostKey().strip() + "\"")
                .contains("NOT PROVEN: compare it")
                .contains("# version of tree: 1.4")
                .contains("# FILL IN: stores:");
    }

    @Test
    void aDraftWhoseGapsAreFilledInCanBeCheckedAndPlanned() throws IOException {
        Path draft = folder.resolve("rules.yaml");
        assertThat(run(
                        "look",
                        "local",
                        "--kind",
                        "files",
                        "--system",
                        "rules",
                        "--var",
                        "home=" + home,
                        "--to",
                        "1.5",
                        "--out",
                        draft))
                .isZero();
        assertThat(run("check-file", draft)).isEqualTo(LiftlockCommand.PROBLEMS);

        Files.writeString(
                draft,
                Files.readString(draft)
                        .replaceFirst("# FILL IN: stores:.*", "stores: none")
                        .replaceFirst(
                                "\n---\n",
                                "\nartifacts: {archive: {file: /srv/rules.tar, sha256: {\"1.5\": " + "ab".repeat(32)
                                        + "}}}\n---\n"));

        assertThat(run("check-file", draft)).as(out.toString()).isZero();
        run("plan", draft);
        assertThat(out.toString()).contains("Raise rules (rules, production) from 1.4 to 1.5");
    }

    @Test
    void aMachineThatShowsAnotherKeyThanIsKnownOfItIsNotLoggedInTo() throws IOException {
        TestSshd server = TestSshd.shared();
        Path known = Files.writeString(
                folder.resolve("known"),
                "[127.0.0.1]:" + server.port()
                        + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAe2bvmQaHKfBd71DKgZQqokyw0y/IrjiqE5aFkhBELL\n");

        assertThat(lookOverSsh(server, known)).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString()).contains("but expected is SHA256:", "Nothing was sent");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aKnownKeyIsWrittenAsKnown() throws IOException {
        TestSshd server = TestSshd.shared();
        Path known = Files.writeString(
                folder.resolve("known"), "[127.0.0.1]:" + server.port() + " " + server.hostKey() + "\n");

        assertThat(lookOverSsh(server, known)).isZero();
        assertThat(out.toString()).contains("It is the one in " + known).doesNotContain("NOT PROVEN");
    }

    @Test
    void whatTheKindNeedsAndNobodyFoundIsAskedForInItsPlace() {
        assertThat(run("look", "local", "--kind", "files")).isZero();

        assertThat(out.toString()).contains("# FILL IN: vars:\n  # FILL IN: home, which was not found");
    }

    @Test
    void aVariableTheKindDoesNotHaveIsToldWithTheOneThatWasMeant() {
        assertThat(run("look", "local", "--kind", "debian-package", "--var", "packge=nginx"))
                .isEqualTo(LiftlockCommand.PROBLEMS);

        assertThat(err.toString()).contains("Did you mean \"package\"?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatOnlyTheSystemCanSayIsAskedFor() {
        assertThat(run("look", "local", "--kind", "command", "--var", "home=/srv/shop"))
                .isZero();

        assertThat(out.toString())
                .contains("vars:\n  home: /srv/shop\n")
                .contains("# FILL IN: versions: {", "# FILL IN: operations: {", "# FILL IN: methods: {")
                .contains("# FILL IN: checks: [");
    }

    @Test
    void theRoleOfWhatIsStoppedStandsInTheDraft() {
        assertThat(run("look", "local", "--kind", "postgresql-debian", "--var", "cluster=none"))
                .isZero();

        assertThat(out.toString()).contains("localhost:\n        role: primary   # FILL IN: its role");
    }

    @Test
    void aServiceIsFoundInWhicheverPackageOfItsSourceItLies() {
        assumeThat(Path.of("/usr/share/doc/nginx-common"))
                .as("nginx is installed (Debian: nginx-light)")
                .exists();

        assertThat(run("look", "local", "--kind", "debian-package", "--var", "package=nginx-light"))
                .isZero();

        assertThat(out.toString())
                .contains("  service: nginx\n")
                .contains("config:\n")
                .contains("  - /etc/nginx\n");
    }

    @Test
    void aKeyThatIsNotLetInIsToldByItsFile() throws IOException {
        TestSshd server = TestSshd.shared();
        Path key = folder.resolve("stranger");
        Files.writeString(key, "-----BEGIN OPENSSH PRIVATE KEY-----\nnone\n-----END OPENSSH PRIVATE KEY-----\n");

        int exit = run(
                "look",
                "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + server.port(),
                "--kind",
                "files",
                "--key",
                key);

        assertThat(exit).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString()).contains(key + ", the key to", "ssh-add").doesNotContain("secret:look");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.yaml"), "system: mine\n");

        assertThat(run("look", "local", "--kind", "files", "--out", mine)).isEqualTo(LiftlockCommand.PROBLEMS);
        assertThat(Files.readString(mine)).isEqualTo("system: mine\n");
    }

    @Test
    void aMachineIsWrittenAsAnAddress() {
        assertThat(run("look", "pg1.example.com; reboot", "--kind", "files")).isEqualTo(LiftlockCommand.PROBLEMS);
        assertThat(err.toString()).contains("ssh://user@host");
    }

    @Test
    void anUnknownKindIsToldWithTheOneThatWasMeant() {
        assertThat(run("look", "local", "--kind", "debian-packag")).isEqualTo(LiftlockCommand.PROBLEMS);
        assertThat(err.toString()).contains("Did you mean \"debian-package\"?");
    }

    private int lookOverSsh(TestSshd server, Path known, Object... more) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), server.privateKey());
        List<Object> words = new ArrayList<>(List.of(
                "look",
                "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + server.port(),
                "--kind",
                "files",
                "--system",
                "rules",
                "--owner",
                "rule-desk",
                "--var",
                "home=" + home,
                "--key",
                key,
                "--known-hosts",
                known));
        words.addAll(List.of(more));
        return run(words.toArray());
    }
}
