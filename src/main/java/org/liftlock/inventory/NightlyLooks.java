package org.liftlock.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at targets once a night. Each node of a cluster takes targets nobody has looked at yet, so that each is looked at
 * once; what a node took and did not finish is free again after a while. A machine an upgrade holds is left alone.
 */
@Component
class NightlyLooks {

    /** Longer than a look at a machine that answers slowly may take. */
    private static final Duration TAKEN_FOR = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Descriptions descriptions;
    private final Launchers launchers;
    private final InventoryScan scan;
    private final States states;
    private final Peers peers;

    NightlyLooks(
            JdbcClient jdbc,
            Clock clock,
            Descriptions descriptions,
            Launchers launchers,
            InventoryScan scan,
            States states,
            Peers peers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.descriptions = descriptions;
        this.launchers = launchers;
        this.scan = scan;
        this.states = states;
        this.peers = peers;
    }

    /** One target of an environment of a system. */
    record Place(String system, String environment, TargetId target) {

        @Override
        public String toString() {
            return target + " of " + system + " (" + environment + ")";
        }
    }

    /** Whether nobody has looked since a moment; then it is this node's to look at. */
    boolean take(Place place, Instant since) {
        if (isHeld(place)) {
            return false;
        }
        states.register(place.system(), place.environment(), place.target());
        Instant now = clock.instant();
        return jdbc.sql("""
                                update inventory_look set looking_until = ?
                                where system_id = ? and environment = ? and target = ?
                                    and (looked_at is null or looked_at < ?)
                                    and (looking_until is null or looking_until < ?)
                                """)
                        .params(
                                States.at(now.plus(TAKEN_FOR)),
                                place.system(),
                                place.environment(),
                                place.target().toString(),
                                States.at(since),
                                States.at(now))
                        .update()
                == 1;
    }

    /** @return whether something was seen */
    boolean look(Place place) {
        try {
            Look look = states.nightly(place.system(), whatToRead(place));
            Scan found = scan.of(look.what(), look.knownFiles());
            if (isHeld(place)) {
                // An upgrade has begun meanwhile; what was seen is neither before nor after it.
                free(place);
                return false;
            }
            states.save(look, found);
            nameUnnamed(place);
            return true;
        } catch (LauncherTrouble | InvalidDescription unseen) {
            trouble(place, unseen.getMessage());
            return false;
        }
    }

    /** An upgrade works on this machine. */
    private boolean isHeld(Place place) {
        return jdbc.sql("select count(*) from target_claim where target like ?")
                        .param(place.target().host() + "/%")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Where configuration lies may follow from the version that runs, so that one is read first where it is needed. */
    private WhatToRead whatToRead(Place place) {
        SystemId system = new SystemId(place.system());
        try {
            return descriptions.toRead(system, place.environment(), place.target(), Map.of());
        } catch (InvalidDescription needsVersion) {
            Map<String, CheckSpec> versions = descriptions.versions(system, place.environment(), place.target());
            Optional<String> runs =
                    scan
                            .versions(new WhatToRead(place.target(), place.environment(), first(versions), List.of()))
                            .stream()
                            .filter(reading -> reading.category() == Category.VERSION)
                            .map(InventoryReading::reading)
                            .findFirst();
            if (runs.isEmpty()) {
                throw needsVersion;
            }
            return descriptions.toRead(system, place.environment(), place.target(), Map.of("from.version", runs.get()));
        }
    }

    private static Map<String, CheckSpec> first(Map<String, CheckSpec> versions) {
        Map<String, CheckSpec> first = new LinkedHashMap<>();
        versions.entrySet().stream().limit(1).forEach(entry -> first.put(entry.getKey(), entry.getValue()));
        return first;
    }

    private void nameUnnamed(Place place) {
        List<String> unnamed = peers.unnamed(place.system(), place.environment(), place.target());
        Map<String, String> names = PeerNames.of(launchers.of(place.target()), unnamed);
        unnamed.forEach(peer -> peers.name(peer, names.getOrDefault(peer, "")));
    }

    private void free(Place place) {
        jdbc.sql(
                        "update inventory_look set looking_until = null where system_id = ? and environment = ? and target = ?")
                .params(place.system(), place.environment(), place.target().toString())
                .update();
    }

    /** It counts as looked at: the next try is the next night's. */
    private void trouble(Place place, String why) {
        Instant now = clock.instant();
        jdbc.sql("""
                        update inventory_look set looked_at = ?, looking_until = null, trouble = ?,
                            trouble_since = coalesce(trouble_since, ?)
                        where system_id = ? and environment = ? and target = ?
                        """)
                .params(
                        States.at(now),
                        Sentences.clip(why.isBlank() ? "no reason is known" : why, 1000),
                        States.at(now),
                        place.system(),
                        place.environment(),
                        place.target().toString())
                .update();
    }
}
