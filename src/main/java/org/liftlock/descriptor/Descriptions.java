package org.liftlock.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** Reads what the site, its kinds and its systems say about themselves. */
public interface Descriptions {

    /**
     * Merges all layers for a request.
     *
     * @throws InvalidDescription naming everything that is wrong or missing
     */
    UpgradeDescription describe(UpgradeRequest request);

    /** The system alone, without a request; empty when no such system is described. */
    Optional<SystemDescription> system(SystemId system);

    /**
     * How the versions running on a target are read, by name; needs no request.
     */
    Map<String, CheckSpec> versions(SystemId system, String environment, TargetId target);

    /**
     * What can be read of a target when nobody asks for an upgrade.
     *
     * @param more variables known by now, such as {@code from.version}, which gives {@code major}
     * @throws InvalidDescription when reading it needs something unknown
     */
    WhatToRead toRead(SystemId system, String environment, TargetId target, Map<String, String> more);

    /**
     * The same, as they are at this moment and in memory: for whoever describes many upgrades at once. What is asked of it
     * asks the database nothing.
     */
    default Descriptions atOnce() {
        return this;
    }

    /** All systems described, by name. */
    List<SystemId> systems();

    Site site();

    /** What a pre-approved standard change allows; empty when no such template is described. */
    Optional<StandardChange> standardChange(String name);

    /**
     * Reads a request written in YAML or JSON.
     *
     * @throws InvalidDescription naming everything that is wrong
     */
    UpgradeRequest readRequest(String document);

    /** The request as a JSON document that {@link #readRequest} reads back as the same request. */
    String write(UpgradeRequest request);
}
