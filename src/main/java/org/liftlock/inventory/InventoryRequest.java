package org.liftlock.inventory;

import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.naming.TargetId;

/** What is to be read of one target, and for which moment of an upgrade. */
public record InventoryRequest(String upgrade, Moment moment, WhatToRead what) {

    TargetId target() {
        return what.target();
    }

    String environment() {
        return what.environment();
    }

    Map<String, CheckSpec> versions() {
        return what.versions();
    }

    List<String> config() {
        return what.config();
    }
}
