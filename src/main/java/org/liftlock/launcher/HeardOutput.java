package org.liftlock.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What ended runs have printed, as their targets told it along with their states, until somebody asks for it. Whatever is
 * not here any more can be read from the target.
 */
final class HeardOutput {

    /** A target tells at most 4 KiB of each. */
    private static final int RUNS = 1000;

    private final Map<String, byte[]> printed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > RUNS;
        }
    };

    synchronized void keep(String machine, String run, byte[] all) {
        printed.put(machine + " " + run, all);
    }

    synchronized Optional<byte[]> take(String machine, String run) {
        return Optional.ofNullable(printed.remove(machine + " " + run));
    }
}
