package org.liftlock.apply;

import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Artifact;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Component;

/** Looks whether the files an upgrade brings lie on a target as they were pinned. It only reads. */
@Component
class Artefacts {

    private static final int NO_SUCH_PROGRAM = 127;
    private static final int HEX = 64;

    private final Launchers launchers;

    Artefacts(Launchers launchers) {
        this.launchers = launchers;
    }

    /** @param sentence what is wrong with it, and on which target */
    record Wanting(Artifact artefact, String sentence) {}

    /** The ones that are not there, or are other files than those that were pinned. */
    List<Wanting> wantingOn(TargetDescription target) {
        return target.artifacts().stream()
                .flatMap(artefact -> wrong(artefact, target.target())
                        .map(wrong -> new Wanting(artefact, target.target() + ": " + artefact.file() + " " + wrong))
                        .stream())
                .toList();
    }

    private Optional<String> wrong(Artifact artefact, TargetId target) {
        try {
            return wrong(artefact, launchers.of(target).read(Command.of("sha256sum", "--", artefact.file())));
        } catch (LauncherTrouble trouble) {
            return Optional.of("could not be looked at: " + trouble.getMessage());
        }
    }

    private static Optional<String> wrong(Artifact artefact, Launcher.Reading reading) {
        if (reading.exitCode() == NO_SUCH_PROGRAM) {
            return Optional.of("cannot be compared with its digest: there is no program sha256sum");
        }
        if (reading.exitCode() != 0) {
            return Optional.of(
                    "is not there or cannot be read (" + reading.errors().strip() + ")");
        }
        // A backslash before the digest says that a character of the file's name is escaped.
        String printed = reading.output().replaceFirst("^\\\\", "");
        String found = printed.substring(0, Math.min(HEX, printed.length()));
        return found.equals(artefact.sha256().hex())
                ? Optional.empty()
                : Optional.of("is another file than the one that was pinned: its sha256 is " + found + ", pinned is "
                        + artefact.sha256().hex());
    }
}
