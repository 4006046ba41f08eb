package org.liftlock.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.TargetId;

/**
 * Where the copy of a server is restored on trial: in a folder of its own machine, or of another one that is named under
 * {@code scratch} as HOST or HOST:/FOLDER.
 *
 * @param folder empty for the one beside the backups
 */
record TrialPlace(Optional<TargetId> machine, Optional<Path> folder) {

    /** On another machine, unless said. */
    static final Path USUAL_FOLDER = Path.of("/var/lib/liftlock/scratch");

    private static final String SETTING = "scratch";
    private static final String INSTANCE = "trial"; // nothing of a system is done under this name
    private static final Pattern ELSEWHERE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*)(?::(/.*))?");

    static TrialPlace of(BackupOrder order) {
        return of(Settings.of(order.store()));
    }

    static TrialPlace of(Settings settings) {
        Optional<String> said = settings.text(SETTING);
        if (said.isEmpty() || said.get().startsWith("/")) {
            return new TrialPlace(Optional.empty(), settings.optionalPath(SETTING));
        }
        Matcher elsewhere = ELSEWHERE.matcher(said.get());
        if (!elsewhere.matches()) {
            throw settings.wrong(SETTING, "an absolute path, or another machine as HOST or HOST:/FOLDER");
        }
        return new TrialPlace(
                Optional.of(new TargetId(elsewhere.group(1), INSTANCE)),
                Optional.of(Optional.ofNullable(elsewhere.group(2))
                        .map(path -> Path.of(path).normalize())
                        .orElse(USUAL_FOLDER)));
    }

    boolean isHere() {
        return machine.isEmpty();
    }

    /** The order as the other machine reads it: the folder is its own, and the source is not its business. */
    BackupOrder there(BackupOrder order) {
        StoreSpec store = order.store();
        Map<String, Object> settings = Settings.withoutPassword(store);
        settings.put(SETTING, folder.orElseThrow().toString());
        return order.with(
                new StoreSpec(store.name(), store.provider(), settings, store.compare(), store.keep(), store.where()));
    }
}
