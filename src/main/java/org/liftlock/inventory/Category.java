package org.liftlock.inventory;

/** What a reading is about. */
public enum Category {
    VERSION(true, true, false),
    /** A configuration file: digest, rights, and where its text is kept. */
    FILE(true, true, false),
    SYSTEM(true, true, true),
    /** All packages of the machine, with their versions: where the list is kept. */
    PACKAGES(false, true, true),
    /** Services that systemd starts, or is told not to, and whether they run: where the list is kept. */
    SERVICES(false, true, true),
    /** TCP ports somebody listens on: where the list is kept. */
    PORTS(false, true, true),
    /** A certificate in a file: whose it is, and until when. */
    CERTIFICATE(false, true, true),
    /** A machine that is connected to a port here. */
    DEPENDANT(false, false, true),
    /** A machine that this one is connected to. */
    NEEDED(false, false, true),
    /** Free room in MiB; changes from hour to hour. */
    ROOM(false, false, true),
    /** Something that was to be read and could not be. */
    UNREADABLE(false, false, false);

    private final boolean material;
    private final boolean steady;
    private final boolean ofMachine;

    Category(boolean material, boolean steady, boolean ofMachine) {
        this.material = material;
        this.steady = steady;
        this.ofMachine = ofMachine;
    }

    /** An approval rests on this fact: when it changes, the approval is void. */
    boolean material() {
        return material;
    }

    /** It stays as it is until somebody changes it. */
    boolean steady() {
        return steady;
    }

    /** It is the same for all targets of one machine. */
    boolean ofMachine() {
        return ofMachine;
    }

    /** Its reading is the digest under which a list is kept, a line for each thing. */
    boolean isList() {
        return this == PACKAGES || this == SERVICES || this == PORTS;
    }
}
