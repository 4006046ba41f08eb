package org.liftlock.inventory;

/** What a reading is about. */
public enum Category {
    VERSION(true),
    /** A configuration file: digest, and where its text is kept. */
    FILE(true),
    SYSTEM(true),
    /** Free room in MiB; changes from hour to hour. */
    ROOM(false),
    /** Something that was to be read and could not be. */
    UNREADABLE(false);

    private final boolean material;

    Category(boolean material) {
        this.material = material;
    }

    /** An approval rests on this fact: when it changes, the approval is void. */
    boolean material() {
        return material;
    }
}
