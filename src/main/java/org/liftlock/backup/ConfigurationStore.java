package org.liftlock.backup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.TargetId;

/** The configuration of a target as a store: backed up like the data, also where there is no data (R15). */
public final class ConfigurationStore {

    private ConfigurationStore() {}

    /** @param paths the configuration paths of the target's description */
    public static StoreSpec of(List<String> paths, Duration keep, TargetId target) {
        if (paths.isEmpty()) {
            throw new StoreException("Target " + target + " names no configuration. Say under \"config\" which files it"
                    + " is configured with; they are backed up even where there is no data (R15).");
        }
        return new StoreSpec(
                ItemName.CONFIGURATION,
                FilesTool.NAME,
                Map.of("paths", paths),
                Compare.EVERYTHING,
                keep,
                List.of(target));
    }
}
