package org.liftlock.backup;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.launcher.Launchers;
import org.springframework.stereotype.Component;

/** Whether the backups of a unit could be taken and tried, asked before anything is stopped for them. */
@Component
public class BackupPrechecks {

    private final UnitBackups backups;
    private final StoreProviders providers;
    private final Launchers launchers;
    private final Clock clock;

    BackupPrechecks(UnitBackups backups, StoreProviders providers, Launchers launchers, Clock clock) {
        this.backups = backups;
        this.providers = providers;
        this.launchers = launchers;
        this.clock = clock;
    }

    /** @return what is wrong, sentence by sentence; it changes nothing on the targets */
    public List<String> objections(String unitId) {
        return backups.planned(unitId, clock.instant()).stream()
                .flatMap(this::objections)
                .toList();
    }

    private Stream<String> objections(BackupOrder order) {
        try {
            return providers.of(order.store().provider()).objections(order, launchers).stream();
        } catch (StoreException unusable) {
            return Stream.of(unusable.getMessage());
        }
    }
}
