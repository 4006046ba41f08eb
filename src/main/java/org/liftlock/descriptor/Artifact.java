package org.liftlock.descriptor;

import org.liftlock.naming.Digest;

/**
 * A file the upgrade brings, pinned by its digest.
 *
 * @param name how descriptions speak of it: {@code ${new.NAME}} is its path on the target
 * @param source address, or path on the target
 * @param remote whether the source is an address it is fetched from
 * @param file where it lies on the target
 */
public record Artifact(String name, String source, boolean remote, String file, Digest sha256) {}
