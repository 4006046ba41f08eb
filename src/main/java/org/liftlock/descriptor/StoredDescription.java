package org.liftlock.descriptor;

import java.time.Instant;
import org.liftlock.naming.Digest;

/**
 * A document of a layer as it stands now.
 *
 * @param name of the site, kind, system or template
 * @param revision from 1, grows by one with every change
 */
public record StoredDescription(
        Layer layer, String name, int revision, String document, Digest digest, String changedBy, Instant changedAt) {}
