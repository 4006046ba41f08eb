package org.liftlock.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.liftlock.naming.SystemId;

/**
 * What a unit of change touches and a backup must cover: a store or the configuration, named by system, environment and
 * store, so that a backup of staging never serves production. Written {@code order-service/production/orders}.
 */
public record ItemName(SystemId system, String environment, String store) {

    /** The store name under which the configuration of a system is backed up. */
    public static final String CONFIGURATION = "configuration";

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public ItemName {
        if (system == null) {
            throw new IllegalArgumentException("An item names its system");
        }
        check("environment", environment);
        check("store", store);
    }

    @JsonCreator
    public static ItemName parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "An item is named system/environment/store (\"order-service/production/orders\"), not \"" + text
                            + "\"");
        }
        return new ItemName(new SystemId(parts[0]), parts[1], parts[2]);
    }

    private static void check(String what, String name) {
        if (name == null || !PART.matcher(name).matches()) {
            throw new IllegalArgumentException("The " + what + " of an item is named by letters, digits, dots, dashes"
                    + " and underscores, not \"" + name + "\"");
        }
    }

    /** The same name in the form of one file name. */
    String fileName() {
        return system + "." + environment + "." + store;
    }

    @JsonValue
    @Override
    public String toString() {
        return system + "/" + environment + "/" + store;
    }
}
