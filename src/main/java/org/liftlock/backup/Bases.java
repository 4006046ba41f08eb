package org.liftlock.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** When the bases of an upgrade are to be taken: late enough to be young in its window, and early enough to be ready. */
@Component
public class Bases {

    private final Units units;
    private final UnitBackups backups;

    Bases(Units units, UnitBackups backups) {
        this.units = units;
        this.backups = backups;
    }

    List<UnitOfChange> units(String upgradeKey) {
        return units.newestToRaise(upgradeKey).stream()
                .filter(unit -> unit.result().isEmpty())
                .toList();
    }

    /** The moment from which on bases for this window are taken; empty when there are such bases, or none is needed. */
    public Optional<Instant> due(String upgradeKey, MaintenanceWindow window) {
        return units(upgradeKey).stream()
                .flatMap(unit -> backups.bases(unit, 1, window.opensAt()).stream()
                        .filter(order -> backups.proven(unit, order)
                                .filter(proven -> !proven.begunAt().isBefore(due(order, window)))
                                .isEmpty())
                        .map(order -> due(order, window)))
                .min(Instant::compareTo);
    }

    /** As soon as it will not be too old when the window ends; where that is inside it, half of its age before. */
    private static Instant due(BackupOrder order, MaintenanceWindow window) {
        Duration within = Base.within(Settings.of(order.store())).orElseThrow();
        Instant young = window.endsAt().minus(within);
        Instant early = window.opensAt().minus(within.dividedBy(2));
        return young.isBefore(early) ? young : early;
    }
}
