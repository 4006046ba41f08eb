package org.liftlock.process;

/** A deployment that says only what is deployed already. */
final class NothingToDeploy extends Refusal {

    private static final long serialVersionUID = 1L;

    NothingToDeploy() {
        super("These files are what is deployed already; nothing was done");
    }
}
