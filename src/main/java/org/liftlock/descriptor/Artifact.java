package org.liftlock.descriptor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.Command;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

/**
 * A file the upgrade brings, pinned by its digest.
 *
 * @param name how descriptions speak of it: {@code ${new.NAME}} is its path on the target
 * @param source address, or path on the target
 * @param remote whether the source is an address it is fetched from
 * @param file where it lies on the target
 */
public record Artifact(String name, String source, boolean remote, String file, Digest sha256) {

    private static final Duration FETCH = Duration.ofMinutes(30);

    /**
     * Brings it to the target before the window; what is in use stays untouched. Only a file that is what was pinned gets
     * the name it is used under. Several instances on one host may fetch it at the same time, each into a part of its own.
     */
    public List<Command> fetch(TargetId target) {
        if (!remote) {
            return List.of(proof());
        }
        String part = file + "." + target.instance() + ".part";
        return List.of(
                Command.of("mkdir", "-p", file.substring(0, Math.max(1, file.lastIndexOf('/')))),
                Command.of("curl", "--fail", "--silent", "--show-error", "--location", "--output", part, source)
                        .within(FETCH),
                proof(part),
                Command.of("mv", "-f", part, file));
    }

    /** Fails when the file on the target is not the one that was pinned. */
    public Command proof() {
        return proof(file);
    }

    private Command proof(String path) {
        return new Command(
                List.of("sha256sum", "--check", "-"),
                Optional.of(sha256 + "  " + path + "\n"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Command.USUAL_LIMIT,
                Set.of(0));
    }
}
