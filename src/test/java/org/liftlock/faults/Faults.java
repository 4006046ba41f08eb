package org.liftlock.faults;

/** How often a fault is repeated: enough to see that the suite works, or enough to be sure. */
final class Faults {

    private static final boolean LONG = Boolean.getBoolean("faults.long");

    private Faults() {}

    static int times(int brief, int full) {
        return LONG ? full : brief;
    }

    /** Seconds that one upgrade may take before it counts as lost; less is enough to see a broken mechanism judged. */
    static double patience() {
        return Integer.getInteger("faults.patience", 240);
    }

    /** The default of the product in the long form; less in the short one, which waits for it again and again. */
    static int leaseSeconds() {
        return LONG ? 20 : 6;
    }
}
