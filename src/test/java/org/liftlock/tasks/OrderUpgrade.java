package org.liftlock.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunState;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.record.Journal;
import org.liftlock.security.Members;
import org.mockito.Mockito;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upgrade of the order service that paula asked for, and the rooms its questions need; no worker, no target. */
class OrderUpgrade {

    private static final String SITE = """
            site: shop
            time_zone: Europe/Berlin
            tickets: {pattern: "SHOP-[0-9]+", link: "https://tickets.example.com/${ticket}"}
            """;
    private static final String ORDER_SERVICE = """
            system: order-service
            name: Order service
            kind: command
            owner: erik
            users: {group: order desk, contact: uma@example.com, busy: "Mon-Fri 08:00-18:00"}
            environments: {production: {targets: {orders.example.com: {}}}}
            stores: none
            methods:
              replace: {reversible: until-first-write, loses: new orders, apply: {run: [raise]}, rollback: {run: [lower]}}
              swap: {reversible: until-first-write, loses: new orders, apply: {run: [swap]}, rollback: {run: [back]}}
              move: {reversible: never, apply: {run: [move]}, rollback: {run: [repair]}}
            method: replace
            """;

    private final DescriptionStore store;
    private final Descriptions descriptions;
    private final Upgrades upgrades;
    private final Plans plans;
    private final Units units;
    private final Situations situations;
    private final JdbcClient jdbc;
    private final Journal journal;
    private final Clock clock;

    OrderUpgrade(
            DescriptionStore store,
            Descriptions descriptions,
            Upgrades upgrades,
            Plans plans,
            Units units,
            Situations situations,
            JdbcClient jdbc,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.descriptions = descriptions;
        this.upgrades = upgrades;
        this.plans = plans;
        this.units = units;
        this.situations = situations;
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
    }

    /** Asked for, and planned for tonight. */
    String planned(String method) {
        return planned(method, ORDER_SERVICE);
    }

    /** The same on {@code orders-1.example.com} and those that follow. */
    String plannedForMany(int targets) {
        return planned(
                "replace", ORDER_SERVICE.replace("orders.example.com:", "\"orders-[1-" + targets + "].example.com\":"));
    }

    private String planned(String method, String system) {
        store.put(Layer.SITE, SITE, "paula");
        store.put(Layer.SYSTEM, system, "erik");
        String key = upgrades.accept(descriptions.readRequest("""
                upgrade: order-service
                from: "1.0"
                to: "2.0"
                reason: {category: feature, text: "customers get a record of their own"}
                tickets: [SHOP-7]
                method: %s
                """.formatted(method)), "paula");
        plans.write(key, plan(key), "paula");
        return key;
    }

    private Plan plan(String key) {
        Instant opens = clock.instant().plus(Duration.ofHours(6)).plusSeconds(17);
        Duration part = Duration.ofSeconds(90);
        return new Plan(
                opens,
                opens.plus(Duration.ofHours(2)),
                "mia",
                "carl",
                "erik",
                NoAnswer.ROLL_BACK,
                upgrades.describe(key).method().name(),
                new Estimates(part, part, part, part, part, part, part),
                List.of("orders.example.com/main"),
                List.of("uma", "otto"),
                "The order service is not available.",
                Duration.ofDays(1),
                upgrades.describe(key).materialDigest().hex());
    }

    UnitOfChange unit(String key) {
        return unit(key, "orders.example.com/main");
    }

    UnitOfChange unit(String key, String target) {
        return units.form(key, "production", UnitOfChange.Mode.RAISE, List.of(TargetId.parse(target)));
    }

    UnitOfChange rehearsal(String key) {
        return units.form(
                key, "production", UnitOfChange.Mode.REHEARSE, List.of(TargetId.parse("orders.example.com/main")));
    }

    Situation at(String key, String process, String element, Optional<String> unitId, int turn) {
        return situations.of(
                new Place(key, process, element, unitId, turn, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    Situation at(String key, String element) {
        return at(key, "upgrade", element, Optional.empty(), 0);
    }

    Given answer(Situation situation, String by, Object... fieldsAndContents) {
        Map<String, Object> content = new HashMap<>();
        for (int place = 0; place < fieldsAndContents.length; place += 2) {
            content.put((String) fieldsAndContents[place], fieldsAndContents[place + 1]);
        }
        return new Given(situation, new Fields(content, situation.times().zone()), by);
    }

    /** A step of a unit that has ended. */
    void step(String key, String unitId, String topic, String outcome, String summary) {
        String id = unitId + topic;
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 1, 'SETTLED', ?, ?, current_timestamp, current_timestamp)
                        """)
                .params(id, key, unitId, topic, topic, id, outcome, summary)
                .update();
    }

    /** A step of the unit on its target that ended nobody knows how, two minutes after it had fallen silent. */
    void unknown(String key, UnitOfChange unit, String kind, String doubt, String known, String output) {
        String target = unit.targets().get(0).toString();
        String step = unit.unitId() + kind;
        step(key, unit.unitId(), kind, "UNKNOWN", known);
        jdbc.sql("insert into target (target, highest_token) select ?, 1 from clock_offset"
                        + " where not exists (select 1 from target where target = ?)")
                .params(target, target)
                .update();
        jdbc.sql("update effect set active_target = null where target = ?")
                .param(target)
                .update();
        boolean apply = kind.equals("APPLY");
        if (apply) {
            prove(key, unit);
        }
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, detail, doubt, active_target, proof_id,
                            proof_unit, proof_upgrade, proof_order, planned_at, started_at, seen_at, silent_at, settled_at,
                            log_digest)
                        values (?, ?, ?, ?, ?, ?, ?, '[]', 'd', 1, 1, 'SETTLED', 'UNKNOWN', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(step, step, key, unit.unitId(), target, kind, step, known, doubt, target)
                .params(Arrays.asList(
                        apply ? unit.unitId() : null,
                        apply ? unit.unitId() : null,
                        apply ? key : null,
                        apply ? 1 : null,
                        now,
                        now,
                        now,
                        Timestamp.from(clock.instant().minusSeconds(120)),
                        now,
                        journal.keep(output).hex()))
                .update();
    }

    /** An effect of the unit on its target that ended. */
    void ended(String key, UnitOfChange unit, String kind, String outcome, String output) {
        unknown(key, unit, kind, "RUNNER_KILLED", "", output);
        jdbc.sql("""
                        update effect set outcome = ?, doubt = null, silent_at = null, active_target = null
                        where effect_id = ?
                        """).params(outcome, unit.unitId() + kind).update();
    }

    void read(String key, UnitOfChange unit, String moment, String version) {
        jdbc.sql("""
                        insert into inventory_reading (upgrade_key, moment, environment, target, category, name, reading, taken_at)
                        values (?, ?, ?, ?, 'VERSION', 'server', ?, ?)
                        """)
                .params(key, moment, unit.environment(), unit.targets().get(0).toString(), version)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private void prove(String key, UnitOfChange unit) {
        String id = unit.unitId();
        String item = unit.items().get(0).name();
        for (String row : List.of(
                """
                insert into backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest, size_bytes, point_in_time,
                    writes_stopped_by, tool, store_version, keep_until, receipt, taken_at)
                values (:id, :key, :id, :item, 1, '/b', 'd', 1, current_timestamp, 'stopped', 'files', '1', current_timestamp,
                    '{}', current_timestamp)
                """,
                """
                insert into verification (verification_id, upgrade_key, unit_id, item, backup_id, verdict, reason,
                    restore_millis, report, verified_at)
                values (:id, :key, :id, :item, :id, 'PASSED', 'same', 8000, '', current_timestamp)
                """,
                "insert into proof (proof_id, unit_id, upgrade_key, made_at) values (:id, :id, :key, current_timestamp)",
                """
                insert into proof_item (proof_id, unit_id, upgrade_key, item_order, item, verification_id, verdict)
                values (:id, :id, :key, 1, :item, :id, 'PASSED')
                """)) {
            jdbc.sql(row).param("id", id).param("key", key).param("item", item).update();
        }
    }

    /** A step that began that long ago and took that long; one without a time it took still runs. */
    void step(String key, String unitId, String topic, Duration ago, Optional<Duration> took) {
        String id = unitId + topic + (took.isPresent() ? "-before" : "");
        OffsetDateTime began = clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 1, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(key)
                .param(unitId)
                .param(topic)
                .param(topic)
                .param(id)
                .param(took.isPresent() ? "SETTLED" : "OPEN")
                .param(took.map(time -> "SUCCEEDED").orElse(null))
                .param(took.map(time -> "done").orElse(null))
                .param(began)
                .param(took.map(began::plus).orElse(null))
                .update();
    }

    void check(String key, String unitId, String topic, String check, String verdict) {
        jdbc.sql("""
                        insert into check_result (upgrade_key, unit_id, step_id, purpose, target, check_id, core, verdict,
                            expected, got, took_millis, evidence_digest, checked_at)
                        values (?, ?, ?, 'ACCEPTANCE', 'localhost', ?, true, ?, '412', '100', 12, '-', ?)
                        """)
                .params(
                        key,
                        unitId,
                        unitId + topic,
                        check,
                        verdict,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A check that failed, with what it printed and how the log of its target ended. */
    void failed(String key, String unitId, String topic, String check, String printed, String log) {
        check(key, unitId, topic, check, "FAILED");
        jdbc.sql("""
                        update check_result set evidence_digest = ?, log_digest = ? where unit_id = ? and check_id = ?
                        """)
                .params(
                        journal.keep("check: " + check + "\nexpected: 412\ngot: 100\n\n" + printed)
                                .hex(),
                        journal.keep("/srv/orders.log:\n" + log).hex(),
                        unitId,
                        check)
                .update();
    }

    @Configuration(proxyBeanMethods = false)
    @Import({OrderUpgrade.class, Members.class})
    @ComponentScan({
        "org.liftlock.lifecycle",
        "org.liftlock.planning",
        "org.liftlock.approval",
        "org.liftlock.record",
        "org.liftlock.descriptor",
        "org.liftlock.tasks",
        "org.liftlock.template"
    })
    @ComponentScan(
            basePackages = {"org.liftlock.effect", "org.liftlock.window"},
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    ".*\\.(Effects|EffectJournal|RunOrders|Stopping|NoKillPoints|Extensions|Conflicts|KeptBackups|OwnWindows|Orders|FindTimeToAnswer|TakeAgreedDefault)"))
    static class Rooms {

        static final Launcher LAUNCHER = Mockito.mock(Launcher.class);

        /** Every target answers a stop at once, unless a test says otherwise. */
        @Bean
        Launchers launchers() {
            Mockito.when(LAUNCHER.stop(Mockito.any(), Mockito.anyLong())).thenReturn(new RunState.NeverStarted());
            return target -> LAUNCHER;
        }
    }
}
