package org.liftlock.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.naming.TargetId;

/**
 * One look at a target, and what was known before.
 *
 * @param occasion the moment of an upgrade, or NIGHTLY
 */
record Look(
        String system,
        WhatToRead what,
        String occasion,
        Optional<String> upgrade,
        Instant began,
        Optional<State> last) {

    static final String NIGHTLY = "NIGHTLY";

    TargetId target() {
        return what.target();
    }

    Map<String, FileReading> knownFiles() {
        return last.map(State::files).orElse(Map.of());
    }

    /** Behind a change and its way back, what differs is what the upgrade did; those are compared by R07. */
    boolean isBehindAChange() {
        return occasion.equals(Moment.AFTER.name()) || occasion.equals(Moment.BACK.name());
    }

    /** What stays as it is; what could not be read this time is taken to be as it was. */
    List<InventoryReading> steady(Scan found) {
        List<InventoryReading> steady = new ArrayList<>(found.readings().stream()
                .filter(reading -> reading.category().steady())
                .toList());
        List<String> unread = found.of(Category.UNREADABLE).stream()
                .map(InventoryReading::name)
                .toList();
        boolean machineAnswered = steady.stream().anyMatch(reading -> reading.category() == Category.SYSTEM);
        last.ifPresent(state -> state.readings().stream()
                .filter(before -> wasNotRead(before, unread, machineAnswered, found))
                .filter(before -> steady.stream()
                        .noneMatch(now -> now.category() == before.category()
                                && now.name().equals(before.name())))
                .forEach(steady::add));
        return steady;
    }

    private static boolean wasNotRead(
            InventoryReading before, List<String> unread, boolean machineAnswered, Scan found) {
        return switch (before.category()) {
            case VERSION -> unread.contains("version of " + before.name());
            case FILE -> unread.stream().anyMatch(path -> State.under(path, before.name()));
            case PACKAGES, SERVICES, PORTS -> !found.lists().containsKey(before.category());
            default -> !machineAnswered;
        };
    }
}
