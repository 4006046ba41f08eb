package org.liftlock.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The backups one attempt of a unit has to take: every store once, at a target that carries it and is raised itself, and the
 * configuration of every target.
 */
@Component
class UnitBackups {

    private static final Duration USUAL_KEEP = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Units units;
    private final Upgrades upgrades;
    private final BaseLedger bases;
    private final Path directory;

    UnitBackups(
            JdbcClient jdbc,
            Units units,
            Upgrades upgrades,
            BaseLedger bases,
            @Value("${liftlock.backup.directory:${liftlock.data:data}/backups}") Path directory) {
        this.jdbc = jdbc;
        this.units = units;
        this.upgrades = upgrades;
        this.bases = bases;
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** With the base that each goes on from, where it is proven in two steps. */
    List<BackupOrder> orders(String unitId, int attempt) {
        UnitOfChange unit = units.find(unitId);
        return withBases(unit, orders(unit, attempt, directory, quietSince(unitId)));
    }

    /** Those that the next attempt would take, if writes stopped now. */
    List<BackupOrder> planned(String unitId, Instant now) {
        UnitOfChange unit = units.find(unitId);
        return withBases(unit, orders(unit, 1, directory, now));
    }

    private List<BackupOrder> withBases(UnitOfChange unit, List<BackupOrder> orders) {
        return orders.stream()
                .map(order ->
                        order.with(Base.given(order.store(), proven(unit, order).map(BaseLedger.Proven::base))))
                .toList();
    }

    /** The copies to take before the window, while users go on writing. */
    List<BackupOrder> bases(UnitOfChange unit, int attempt, Instant now) {
        return orders(unit, attempt, directory.resolve("bases"), now).stream()
                .filter(UnitBackups::inTwoSteps)
                .toList();
    }

    /** A rehearsal waits for no window, and takes its backups whole. */
    static boolean wantsBase(UnitOfChange unit, BackupOrder order) {
        return unit.mode() == UnitOfChange.Mode.RAISE && inTwoSteps(order);
    }

    private static boolean inTwoSteps(BackupOrder order) {
        return Base.PROVIDERS.contains(order.store().provider())
                && Base.within(Settings.of(order.store())).isPresent();
    }

    Optional<BaseLedger.Proven> proven(UnitOfChange unit, BackupOrder order) {
        return wantsBase(unit, order) ? bases.newest(order.upgrade(), order.item(), order.target()) : Optional.empty();
    }

    private List<BackupOrder> orders(UnitOfChange unit, int attempt, Path destination, Instant pointInTime) {
        List<TargetDescription> targets = units.describe(unit).stream()
                .sorted(Comparator.comparing(TargetDescription::held))
                .toList();
        String version = units.versionBefore(unit)
                .orElseGet(() -> upgrades.find(unit.upgradeKey()).fromVersion());
        List<BackupOrder> orders = new ArrayList<>();
        for (UnitOfChange.Item item : unit.items()) {
            ItemName name = ItemName.parse(item.name());
            for (TargetDescription target : targets) {
                Optional<StoreSpec> store = item.store().equals(Units.CONFIGURATION)
                        ? Optional.of(ConfigurationStore.of(target.config(), keep(target), target.target()))
                        : carried(target, item, orders, name);
                store.ifPresent(spec -> orders.add(new BackupOrder(
                        unit.upgradeKey(),
                        unit.unitId(),
                        attempt,
                        name,
                        target.target(),
                        spec,
                        version,
                        destination,
                        target.stop().isEmpty() ? "nothing writes to it" : "service stopped",
                        pointInTime)));
            }
        }
        return orders;
    }

    /** The store as this target carries it, unless another target of the unit has backed it up already. */
    private static Optional<StoreSpec> carried(
            TargetDescription target, UnitOfChange.Item item, List<BackupOrder> orders, ItemName name) {
        boolean taken = orders.stream().anyMatch(order -> order.item().equals(name));
        return taken
                ? Optional.empty()
                : target.stores().stream()
                        .filter(store -> store.name().equals(item.store()))
                        .findFirst();
    }

    private static Duration keep(TargetDescription target) {
        return target.stores().stream()
                .map(StoreSpec::keep)
                .max(Duration::compareTo)
                .orElse(USUAL_KEEP);
    }

    /** Since when writes stand still: the end of the last step that made the unit quiet (R14). */
    private Instant quietSince(String unitId) {
        return jdbc.sql("""
                        select max(settled_at) from step where unit_id = ? and topic = 'quiesce-system'
                            and outcome = 'SUCCEEDED'
                        """)
                .param(unitId)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElseThrow(
                        () -> new StoreException(
                                "R14: unit " + unitId
                                        + " was not made quiet, so no point in time is known; run \"Quiesce system\" before \"Back up\""));
    }
}
