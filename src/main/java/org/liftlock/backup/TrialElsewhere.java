package org.liftlock.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;

/**
 * A trial on another machine than the store's: its papers, and the archive where there is one, are carried there over the
 * channels of both; it is restored, compared and thrown away there, and with the source it is compared where that is.
 */
final class TrialElsewhere {

    /** Of the archive, at a time: it passes through Liftlock's memory. */
    private static final int PIECE = 8 * 1024 * 1024;

    private static final String READ = "tail -c \"+$2\" \"$1\" | head -c \"$3\" | base64 -w 0";
    private static final String WRITE = "base64 -d >> \"$1\"";

    private final BackupOrder order;
    private final Launcher target;
    private final Launcher machine;
    private final String name;
    private final BackupOrder there;

    TrialElsewhere(BackupOrder order, Launchers launchers) {
        TrialPlace place = TrialPlace.of(order);
        this.order = order;
        this.target = launchers.of(order.target());
        this.machine = launchers.of(place.machine().orElseThrow());
        this.name = place.machine().orElseThrow().host();
        this.there = place.there(order);
    }

    /** What would be missing there. */
    List<String> objections() {
        Manifest.Origin origin = Json.read(said(target, "origin", StoreRequest.of(order)), Manifest.Origin.class);
        Launcher.Reading reading = machine.read(StoreProgram.command(
                List.of(
                        "room",
                        "--major",
                        String.valueOf(origin.major()),
                        "--bytes",
                        String.valueOf(Base.of(order).isPresent() ? 0 : origin.bytes())),
                StoreRequest.of(there)));
        return reading.exitCode() == 0 ? List.of() : List.of("On " + name + ": " + StoreProgram.errors(reading));
    }

    TrialReport run(BackupReceipt receipt) {
        Launcher.Reading reading = target.read(StoreProgram.command("papers", StoreRequest.of(order, receipt)));
        if (reading.exitCode() == StoreCommand.REJECTED) {
            return Json.read(reading.output(), TrialReport.class);
        }
        Papers papers = papers(reading);
        TrialReport report = tried("try", receipt, papers);
        if (!report.passed()) {
            return report;
        }
        TrialReport source =
                StoreProgram.report("compare-with-source", StoreRequest.of(order, receipt, papers), target);
        return source.passed()
                ? report.and("tried on " + name).and(source.compared().get(0))
                : source;
    }

    /** Of a base, which is compared with what it was copied of alone: users go on writing to that. */
    TrialReport base(BackupReceipt receipt) {
        Papers papers = papers(target.read(StoreProgram.command("papers", StoreRequest.of(order, receipt))));
        TrialReport report = tried("try-base", receipt, papers);
        return report.passed() ? report.and("tried on " + name) : report;
    }

    private Papers papers(Launcher.Reading reading) {
        if (reading.exitCode() != 0) {
            throw new StoreException("The trial restore of " + order.item() + " on " + name + " could not be begun: "
                    + StoreProgram.errors(reading));
        }
        return Json.read(reading.output(), Papers.class);
    }

    private TrialReport tried(String verb, BackupReceipt receipt, Papers papers) {
        Manifest manifest = papers.manifest(receipt);
        StoreRequest request = StoreRequest.of(there, receipt, papers);
        String folder = room(manifest, request);
        boolean lies =
                manifest.archive().filter(archive -> !inRepository(manifest)).isPresent();
        if (lies) {
            carry(receipt, manifest.archive().orElseThrow(), folder);
        }
        return StoreProgram.report(verb, request, machine);
    }

    /** Whether what the manifest names is not a file in its folder. */
    private static boolean inRepository(Manifest manifest) {
        return manifest.facts().provider().equals(PgBackRest.NAME)
                && manifest.increment().isEmpty();
    }

    private String room(Manifest manifest, StoreRequest request) {
        Manifest.Origin origin = manifest.server();
        Launcher.Reading reading = machine.read(StoreProgram.command(
                List.of(
                        "room",
                        "--major",
                        String.valueOf(origin.major()),
                        "--bytes",
                        String.valueOf(manifest.increment().isPresent() ? 0 : origin.bytes() + manifest.size())),
                request));
        if (reading.exitCode() != 0) {
            throw new StoreException("The trial restore of " + order.item() + " cannot be made on " + name + ": "
                    + StoreProgram.errors(reading));
        }
        return reading.output().strip();
    }

    /** In pieces, and from the beginning when it is done again; its digest is looked at when it has arrived. */
    private void carry(BackupReceipt receipt, Manifest.ArchiveFile archive, String folder) {
        String from = Path.of(receipt.location()).resolve(archive.name()).toString();
        String to = Path.of(folder).resolve(archive.name()).toString();
        for (long at = 0; at < archive.size(); at += PIECE) {
            Launcher.Reading piece = must(
                    target,
                    command(Optional.empty(), READ, from, String.valueOf(at + 1), String.valueOf(PIECE)),
                    "reading " + from);
            must(machine, command(Optional.of(piece.output()), WRITE, to), "writing " + to + " on " + name);
        }
    }

    private Launcher.Reading must(Launcher at, Command command, String act) {
        Launcher.Reading reading = at.read(command);
        if (reading.exitCode() != 0) {
            throw new StoreException("The backup of " + order.item() + " could not be carried to " + name + ", " + act
                    + " failed: " + StoreProgram.errors(reading));
        }
        return reading;
    }

    private Command command(Optional<String> stdin, String script, String... arguments) {
        Settings settings = Settings.of(order.store());
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(List.of(arguments));
        return new Command(words, stdin, Map.of(), settings.text("as"), Optional.empty(), settings.within(), Set.of(0));
    }

    private String said(Launcher at, String verb, StoreRequest request) {
        Launcher.Reading reading = at.read(StoreProgram.command(verb, request));
        if (reading.exitCode() != 0) {
            throw new StoreException("Looking whether " + order.item() + " can be tried on " + name + ": "
                    + StoreProgram.errors(reading));
        }
        return reading.output();
    }
}
