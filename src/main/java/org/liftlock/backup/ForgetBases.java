package org.liftlock.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes the bases that lie restored in a scratch place when their upgrade has ended, however it did: a store that is
 * proven in two steps is large, and so is what is left of it. The base itself is kept as long as its store says.
 */
@Component
class ForgetBases implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ForgetBases.class);

    private final JdbcClient jdbc;
    private final Units units;
    private final UnitBackups backups;
    private final BegunBases begun;
    private final StoreProviders providers;
    private final Launchers launchers;
    private final Clock clock;
    private final Duration every;
    private final boolean enabled;
    private ScheduledExecutorService thread;

    ForgetBases(
            JdbcClient jdbc,
            Units units,
            UnitBackups backups,
            BegunBases begun,
            StoreProviders providers,
            Launchers launchers,
            Clock clock,
            @Value("${liftlock.bases.forget-every:PT1M}") Duration every,
            @Value("${liftlock.worker.enabled:true}") boolean enabled) {
        this.jdbc = jdbc;
        this.units = units;
        this.backups = backups;
        this.begun = begun;
        this.providers = providers;
        this.launchers = launchers;
        this.clock = clock;
        this.every = every;
        this.enabled = enabled;
    }

    private record Left(String unit, String item, String target, int attempt, Base base) {}

    /** One that could not be removed is tried again in the next round; several nodes may try it side by side. */
    void forget() {
        for (Left left : left()) {
            try {
                forget(left);
            } catch (RuntimeException trouble) {
                LOG.warn(
                        "The base of {} on {} stays in its scratch place for now: {}",
                        left.item(),
                        left.target(),
                        trouble.getMessage());
            }
        }
        for (BegunBases.Begun step : begun.ofEnded()) {
            try {
                forget(step);
            } catch (RuntimeException trouble) {
                LOG.warn(
                        "What {} has left of bases in scratch places stays there for now: {}",
                        step.upgradeKey(),
                        trouble.getMessage());
            }
        }
    }

    /** What the step took and did not come to record: its receipts on the targets tell of which bases. */
    private void forget(BegunBases.Begun step) {
        for (UnitOfChange unit : units.of(step.upgradeKey())) {
            for (BackupOrder order : backups.bases(unit, step.attempt(), clock.instant())) {
                if (!isRecorded(order)) {
                    receipt(order).ifPresent(taken -> remove(order, new Base(taken.location(), taken.digest())));
                }
            }
        }
        begun.looked(step.stepId());
    }

    private boolean isRecorded(BackupOrder order) {
        return jdbc.sql("""
                                select count(*) from base_backup
                                where unit_id = ? and item = ? and target = ? and attempt = ?
                                """)
                        .params(
                                order.unit(),
                                order.item().toString(),
                                order.target().toString(),
                                order.attempt())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Empty when the backup did not come to an end: nothing was restored of it then. */
    private Optional<BackupReceipt> receipt(BackupOrder order) {
        try {
            BackupReceipt receipt = providers.of(order.store().provider()).receipt(order, launchers.of(order.target()));
            BackupFacts facts = receipt.facts();
            return Optional.of(receipt)
                    .filter(own -> facts.unit().equals(order.unit())
                            && facts.item().equals(order.item())
                            && facts.target().equals(order.target())
                            && facts.attempt() == order.attempt());
        } catch (StoreException none) {
            return Optional.empty();
        }
    }

    private List<Left> left() {
        return jdbc.sql("""
                        select base_backup.unit_id, item, base_backup.target, attempt, location, digest
                        from base_backup join upgrade on upgrade.upgrade_key = base_backup.upgrade_key
                        where base_backup.forgotten_at is null and upgrade.closed_at is not null
                        order by base_backup.upgrade_key, base_backup.unit_id, item, attempt
                        """)
                .query((found, row) -> new Left(
                        found.getString(1),
                        found.getString(2),
                        found.getString(3),
                        found.getInt(4),
                        new Base(found.getString(5), new Digest(found.getString(6)))))
                .list();
    }

    private void forget(Left left) {
        UnitOfChange unit = units.find(left.unit());
        List<BackupOrder> orders = backups.bases(unit, left.attempt(), clock.instant()).stream()
                .filter(order -> order.item().toString().equals(left.item())
                        && order.target().toString().equals(left.target()))
                .toList();
        orders.forEach(order -> remove(order, left.base()));
        jdbc.sql("""
                        update base_backup set forgotten_at = ?
                        where unit_id = ? and item = ? and target = ? and attempt = ?
                        """)
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        left.unit(),
                        left.item(),
                        left.target(),
                        left.attempt())
                .update();
    }

    private void remove(BackupOrder order, Base base) {
        TrialPlace place = TrialPlace.of(order);
        BackupOrder of = order.with(Base.given(order.store(), Optional.of(base)));
        Launcher.Reading reading = launchers
                .of(place.machine().orElse(order.target()))
                .read(StoreProgram.command("forget", StoreRequest.of(place.isHere() ? of : place.there(of))));
        if (reading.exitCode() != 0) {
            throw new StoreException(StoreProgram.errors(reading));
        }
    }

    private void quietly() {
        try {
            forget();
        } catch (RuntimeException trouble) {
            LOG.warn("Bases of ended upgrades could not be looked for: {}; trying again soon", trouble.toString());
        }
    }

    @Override
    public void start() {
        if (enabled) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread forgetting = new Thread(work, "liftlock-forget-bases");
                forgetting.setDaemon(true);
                return forgetting;
            });
            thread.scheduleWithFixedDelay(this::quietly, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
