package org.liftlock.descriptor;

import java.util.Optional;

/**
 * How an upgrade is rehearsed (R18 to R20, R22).
 *
 * @param where environment; empty for the one that stands for the environment to be raised
 * @param data which data the rehearsal works on, in words: "last-backup"
 * @param load whether it runs under load
 */
public record Rehearse(Optional<String> where, Optional<String> data, boolean load) {

    public static final Rehearse USUAL = new Rehearse(Optional.empty(), Optional.empty(), false);
}
