package org.liftlock.inventory;

import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.naming.TargetId;

/**
 * What is to be read of one target.
 *
 * @param versions how the versions of its parts are read, by name
 * @param config configuration files and directories
 */
public record InventoryRequest(
        String upgrade,
        Moment moment,
        String environment,
        TargetId target,
        Map<String, CheckSpec> versions,
        List<String> config) {

    public InventoryRequest {
        versions = Map.copyOf(versions);
        config = List.copyOf(config);
    }

    public static InventoryRequest of(String upgrade, Moment moment, TargetDescription target) {
        return new InventoryRequest(
                upgrade, moment, target.environment(), target.target(), target.versions(), target.config());
    }
}
