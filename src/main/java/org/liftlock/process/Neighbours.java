package org.liftlock.process;

/** The other nodes over the same database, as far as they can be called. */
interface Neighbours {

    /** An embedded database belongs to one process. */
    Neighbours NONE = new Neighbours() {
        @Override
        public void listen(Runnable heard) {}

        @Override
        public void call() {}

        @Override
        public void stop() {}
    };

    /** @param heard is called when another node calls, and whenever a call may have been missed; must be quick */
    void listen(Runnable heard);

    /** Reaches every other node that listens, each after this returns; none of them may be there. */
    void call();

    void stop();
}
