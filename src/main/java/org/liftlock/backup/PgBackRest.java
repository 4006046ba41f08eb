package org.liftlock.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.liftlock.naming.Digest;

/**
 * pgBackRest as it is set up on this machine, for one stanza: where the server runs, and where a trial is made.
 *
 * @param user the owner of the server, whose log goes to the same repository: what root writes there nobody else can read
 */
record PgBackRest(Settings settings, PostgresTools tools, String user) {

    static final String NAME = "pgbackrest";

    private static final String PROGRAM = "/usr/bin/pgbackrest";

    /** @param major of the server */
    static PgBackRest of(Settings settings, int major) throws IOException {
        Path data = settings.path("data");
        String user = Files.exists(data) ? Files.getOwner(data).getName() : ScratchServer.USER;
        return new PgBackRest(settings, PostgresTools.of(settings, major, "postgres"), user);
    }

    String version() {
        return tools.version(program(), "version");
    }

    /** Takes a backup with the log that makes it consistent. */
    void backUp(String act, PostgresLogin login) {
        List<String> words = new ArrayList<>();
        if (login.host().startsWith("/")) {
            words.add("--pg1-socket-path=" + login.host());
        }
        words.addAll(List.of(
                "--pg1-path=" + settings.path("data"),
                "--pg1-port=" + login.port(),
                "--pg1-user=" + login.user(),
                "--type=" + settings.oneOf("type", "incr", "diff", "full"),
                "--start-fast",
                "--archive-copy",
                "backup"));
        PostgresTools.Ran ran = run(login.environment(), words);
        if (ran.failed()) {
            throw PostgresTools.failed(act, NAME, ran);
        }
    }

    /** Into a new directory, which then belongs to the user of the server. */
    void restore(Manifest manifest, Path data) throws IOException {
        make(data);
        PostgresTools.Ran ran = run(
                Map.of(),
                List.of(
                        "--pg1-path=" + data,
                        "--set=" + label(manifest),
                        "--type=immediate",
                        "--target-action=promote",
                        "restore"));
        if (!ran.failed()) {
            return;
        }
        if (ran.diskIsFull()) {
            throw PostgresTools.failed("The restore of " + manifest.facts().item(), NAME, ran);
        }
        throw new RejectedBackup(
                "The backup " + label(manifest) + " of " + manifest.facts().item()
                        + " does not restore: pgbackrest ended with exit code " + ran.exitCode() + ": "
                        + ran.errors().strip(),
                "Look at the repository (pgbackrest verify), then take the backup again.");
    }

    private void make(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            make(folder.getParent());
            PostgresServer.give(Disk.folder(folder), user);
        }
    }

    /** For a server that replays the log as far as the repository has it. */
    String fetching(Path data) {
        List<String> words = new ArrayList<>(command(List.of("--pg1-path=" + data, "archive-get")));
        return words.stream().map(PgBackRest::quoted).collect(Collectors.joining(" ")) + " %f \"%p\"";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''").replace("%", "%%") + "'";
    }

    /** As it was when it was taken: a repository expires what is old, and may be another one by now. */
    void requireHeld(Manifest manifest) {
        for (JsonNode backup : stanza().path("backup")) {
            if (backup.path("label").asText().equals(label(manifest))) {
                if (held(backup).equals(manifest.archive().orElseThrow())) {
                    return;
                }
                throw new RejectedBackup("The backup " + label(manifest) + " of "
                        + manifest.facts().item() + " is another one in the repository by now.");
            }
        }
        throw new RejectedBackup(
                "The repository of " + manifest.facts().item() + " has no backup " + label(manifest) + " any more.",
                "Take the backup again; look how long the repository keeps backups (repo1-retention-full).");
    }

    JsonNode newest() {
        JsonNode all = stanza().path("backup");
        if (all.isEmpty()) {
            throw new StoreException("The repository of pgbackrest holds no backup of stanza \"" + name()
                    + "\". Look at its settings and its log, then retry.");
        }
        return all.path(all.size() - 1);
    }

    /** Those of these files of the log that the repository does not hold. */
    List<String> missing(List<String> log) {
        JsonNode archives = stanza().path("archive");
        String archive = "archive/" + name() + "/"
                + archives.path(archives.size() - 1).path("id").asText();
        List<String> missing = new ArrayList<>(log);
        for (String folder :
                log.stream().map(file -> file.substring(0, 16)).distinct().toList()) {
            Json.read(ask(List.of("--output=json", "repo-ls", archive + "/" + folder)), JsonNode.class)
                    .fieldNames()
                    .forEachRemaining(held -> missing.removeIf(held::startsWith));
        }
        return missing;
    }

    private JsonNode stanza() {
        JsonNode all = Json.read(ask(List.of("--stanza=" + name(), "--output=json", "info")), JsonNode.class);
        return StreamSupport.stream(all.spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name()))
                .findFirst()
                .orElse(all.path(0));
    }

    private String ask(List<String> words) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(settings.texts("options"));
        command.addAll(List.of("--log-level-console=off", "--log-level-stderr=off"));
        command.addAll(words);
        PostgresTools.Ran ran = tools.run(Map.of(), PostgresServer.handedDown(user), command);
        if (ran.failed()) {
            throw PostgresTools.failed("Asking the repository", NAME, ran);
        }
        return ran.output();
    }

    static Manifest.ArchiveFile held(JsonNode backup) {
        return new Manifest.ArchiveFile(
                backup.path("label").asText(),
                backup.at("/info/repository/delta").asLong(),
                Digest.of(backup.path("label") + " " + backup.path("timestamp") + " " + backup.path("lsn")));
    }

    /** The piece of the log that is in a backup. */
    static LogSpan log(JsonNode backup, PostgresSource source) {
        LogSpan now = source.log(
                backup.at("/lsn/start").asText(), backup.at("/lsn/stop").asText());
        int timeline = Integer.parseInt(backup.at("/archive/stop").asText().substring(0, 8), 16);
        return new LogSpan(now.system(), timeline, now.segment(), now.from(), now.to());
    }

    private static String label(Manifest manifest) {
        return manifest.archive().orElseThrow().name();
    }

    private PostgresTools.Ran run(Map<String, String> environment, List<String> words) {
        return tools.run(environment, PostgresServer.handedDown(user), command(words));
    }

    private List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(program(), "--stanza=" + name()));
        command.addAll(settings.texts("options"));
        command.addAll(words);
        return command;
    }

    private String name() {
        return settings.text("stanza").orElseThrow();
    }

    private String program() {
        return settings.optionalPath("program").map(Path::toString).orElse(PROGRAM);
    }
}
