package org.liftlock.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/**
 * The first step of a backup that is proven in two: a copy of the whole store that was restored and compared before the
 * window. It proves nothing by itself; the log that follows it, replayed on it up to the recorded point, does.
 *
 * @param location its folder on the target
 * @param manifest digest of its manifest
 */
record Base(String location, Digest manifest) {

    /** The setting that asks for two steps, and says how old a base may be when writes are stopped. */
    static final String WITHIN = "base_within";

    static final Set<String> PROVIDERS = Set.of(BaseBackupTool.NAME, PgBackRest.NAME);

    /** Set by Liftlock when a base was proven; what a description says under this name is passed over. */
    private static final String SETTING = "base";

    static Optional<Duration> within(Settings settings) {
        return settings.duration(WITHIN);
    }

    static void check(Settings settings) {
        within(settings)
                .filter(within -> within.isZero() || within.isNegative())
                .ifPresent(nothing -> {
                    throw settings.wrong(WITHIN, "a duration such as 24h");
                });
    }

    /** The proven base that a backup goes on from. */
    static Optional<Base> of(BackupOrder order) {
        return order.store().settings().get(SETTING) instanceof Map<?, ?> base
                ? Optional.of(new Base(
                        String.valueOf(base.get("location")), new Digest(String.valueOf(base.get("manifest")))))
                : Optional.empty();
    }

    static StoreSpec given(StoreSpec store, Optional<Base> base) {
        Map<String, Object> settings = new LinkedHashMap<>(store.settings());
        settings.remove(SETTING);
        base.ifPresent(proven -> settings.put(
                SETTING,
                Map.of(
                        "location",
                        proven.location(),
                        "manifest",
                        proven.manifest().hex())));
        return new StoreSpec(store.name(), store.provider(), settings, store.compare(), store.keep(), store.where());
    }

    Path folder() {
        return Path.of(location);
    }

    /** Whether it is what the order stands on: of the same store, and not too old (R14, R16). */
    static void check(BackupFacts base, BackupOrder order) {
        String what = "The base of " + base.item() + " taken at " + base.pointInTime();
        if (!base.item().equals(order.item()) || !base.target().equals(order.target())) {
            throw new RejectedBackup(
                    what + " on " + base.target() + " is of another store: " + order.item() + " on " + order.target()
                            + " was asked for.",
                    "Take a base of " + order.item() + "; look who copied this one here.");
        }
        if (!base.upgrade().equals(order.upgrade())) {
            throw new RejectedBackup(
                    what + " was taken for " + base.upgrade() + ", not for " + order.upgrade() + ".",
                    "Take the base again for this upgrade.");
        }
        Duration within = within(Settings.of(order.store())).orElse(Duration.ZERO);
        if (base.pointInTime().plus(within).isBefore(order.pointInTime())) {
            throw new RejectedBackup(
                    what + " is too old: writes were stopped at " + order.pointInTime() + ", and \"" + WITHIN
                            + "\" allows " + hours(within) + ".",
                    "Plan a new window, before which a base is taken again; or allow more under \"" + WITHIN + "\".");
        }
    }

    private static String hours(Duration length) {
        return length.toMinutes() % 60 == 0 ? length.toHours() + " h" : length.toMinutes() + " min";
    }
}
