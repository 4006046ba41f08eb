package org.liftlock.process;

import java.util.Optional;

/**
 * Decides what happens to models that would take the place of deployed ones. Asked from within the deployment, under the
 * engine's lock on deployments, so that no two of them pass each other.
 */
public interface ModelChanges {

    /** Whether another person has approved exactly this change of exactly what is deployed, and it is being deployed. */
    boolean approved(ModelChange change);

    /**
     * Keeps a change for another person to approve, whatever becomes of the deployment.
     *
     * @param by who wants it; empty for files that were found at start
     * @param source where they were found, as in {@link ModelSet}
     * @return what happens with it now, in words for whoever wants it
     */
    String keep(ModelChange change, Optional<String> by, String source);

    /**
     * Writes down that models become active which take no other's place.
     *
     * @param by who deploys them; empty at start
     */
    void added(ModelChange change, Optional<String> by);

    /** Writes down that models which came with the product take the place of others that did. */
    void released(ModelChange change);
}
