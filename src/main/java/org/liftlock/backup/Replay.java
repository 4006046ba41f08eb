package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** An increment that is whole, and how it comes onto its base. */
record Replay(Stock stock, Manifest manifest, Manifest base, Path archive) {

    /**
     * Looks at both from end to end: neither is worth anything without the other.
     *
     * @param folder of the increment, on this machine
     */
    static Replay whole(Stock stock, Path folder, Manifest manifest, Manifest under) throws IOException {
        Path archive = BackupFolder.archive(folder, manifest);
        Base base = how(manifest).base();
        if (!under.facts().item().equals(manifest.facts().item())
                || !under.facts().target().equals(manifest.facts().target())) {
            throw new RejectedBackup("The base at " + base.location() + " is of "
                    + under.facts().item() + " on " + under.facts().target() + ", not of "
                    + manifest.facts().item() + ".");
        }
        stock.requireWhole(base.folder(), under);
        return new Replay(stock, manifest, under, archive);
    }

    /** The base of an increment, where its folder is. */
    static Manifest base(Manifest increment) throws IOException {
        Base base = how(increment).base();
        return BackupFolder.manifest(base.folder(), base.manifest());
    }

    Manifest.Origin origin() {
        return manifest.server();
    }

    void restoreBase(UnaryOperator<Path> place) throws IOException {
        stock.restore(how().base().folder(), base, place);
    }

    static Manifest.Increment how(Manifest manifest) {
        return manifest.increment().orElseThrow();
    }

    Manifest.Increment how() {
        return how(manifest);
    }

    /** Unpacks the increment, and compares it file by file. */
    void unpack(UnaryOperator<Path> place) throws IOException {
        Archive.unpack(archive, manifest.entries(), place);
        List<String> differences = Tree.differences(
                manifest.entries(),
                Tree.scan(manifest.roots().stream().map(Path::of).toList(), place, Tree.Copy.NONE));
        if (!differences.isEmpty()) {
            throw new RejectedBackup("The backup of " + manifest.facts().item()
                    + " restores to something else than was backed up: " + Tree.brief(differences) + ".");
        }
    }

    /** Puts the unpacked log where a server on that directory reads it. */
    void layLog(UnaryOperator<Path> unpacked, Path data) throws IOException {
        Path log = unpacked.apply(Path.of(manifest.roots().get(0)));
        try (var files = Files.list(log)) {
            for (Path file : files.toList()) {
                Path there = data.resolve("pg_wal").resolve(file.getFileName());
                Files.deleteIfExists(there); // the beginning of it came with the base
                Files.move(file, there);
            }
        }
    }

    /** Where sequences stood; the log notes only a place that they had not reached yet. */
    void setSequences(PostgresTools tools, PostgresLogin login, UnaryOperator<Path> unpacked) {
        Path script = unpacked.apply(Path.of(manifest.roots().get(1)));
        PostgresTools.Ran ran = tools.run(
                login.environment(),
                List.of(
                        "psql",
                        "--no-psqlrc",
                        "--quiet",
                        "--no-password",
                        "--output=/dev/null",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-f",
                        script.toString()));
        if (ran.failed()) {
            throw new RejectedBackup("The sequences of " + manifest.facts().item() + " do not restore: "
                    + ran.errors().strip());
        }
    }
}
