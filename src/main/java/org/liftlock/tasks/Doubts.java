package org.liftlock.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Effects.UnknownEffect;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what was written down about unknown outcomes of a unit. No target is asked: a form is made inside a transaction
 * of the engine, and the worker has asked before.
 */
@Component
class Doubts {

    /** More than a form shows of the end of an output. */
    private static final int END_OF_OUTPUT = 16_000;

    private final Effects effects;
    private final JdbcClient jdbc;

    Doubts(Effects effects, JdbcClient jdbc) {
        this.effects = effects;
        this.jdbc = jdbc;
    }

    List<InDoubt> of(UnitOfChange unit) {
        List<UnknownEffect> unknown = effects.unknown(unit.unitId());
        if (unknown.isEmpty()) {
            return List.of();
        }
        Map<Digest, String> outputs = outputs(
                unknown.stream().flatMap(effect -> effect.log().stream()).toList());
        List<Read> readings = readings(unit);
        return unknown.stream()
                .map(effect -> new InDoubt(effect, effect.log().map(outputs::get), versions(effect, readings)))
                .toList();
    }

    private Map<Digest, String> outputs(List<Digest> logs) {
        return logs.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(
                                "select digest, right(content, :length) as ending from evidence where digest in (:digests)")
                        .param("length", END_OF_OUTPUT)
                        .param("digests", logs.stream().map(Digest::hex).toList())
                        .query((found, row) -> Map.entry(new Digest(found.getString(1)), found.getString(2)))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private record Read(String target, boolean before, boolean version, String name, String reading, Instant at) {

        static Read of(ResultSet found, int row) throws SQLException {
            return new Read(
                    found.getString("target"),
                    found.getString("moment").equals("BEFORE"),
                    found.getString("category").equals("VERSION"),
                    found.getString("name"),
                    found.getString("reading"),
                    found.getObject("taken_at", OffsetDateTime.class).toInstant());
        }
    }

    private List<Read> readings(UnitOfChange unit) {
        return jdbc.sql("""
                        select target, moment, category, name, reading, taken_at from inventory_reading
                        where upgrade_key = :upgrade and environment = :environment and target in (:targets)
                            and (moment = 'BEFORE' and category = 'VERSION'
                                or moment = 'IN_DOUBT' and category in ('VERSION', 'UNREADABLE'))
                        order by reading_id
                        """)
                .param("upgrade", unit.upgradeKey())
                .param("environment", unit.environment())
                .param("targets", unit.targets().stream().map(Object::toString).toList())
                .query(Read::of)
                .list();
    }

    /** What was read for an earlier doubt says nothing about this one. */
    private static List<VersionRead> versions(UnknownEffect effect, List<Read> readings) {
        List<Read> ofTarget = readings.stream()
                .filter(read -> read.target().equals(effect.target().toString()))
                .toList();
        return ofTarget.stream()
                .filter(read -> !read.before() && !read.at().isBefore(effect.askedAt()))
                .map(read -> new VersionRead(
                        read.name(), read.version(), read.reading(), before(read.name(), ofTarget), read.at()))
                .toList();
    }

    private static Optional<String> before(String name, List<Read> readings) {
        return readings.stream()
                .filter(read -> read.before() && read.name().equals(name))
                .map(Read::reading)
                .reduce((earlier, later) -> later);
    }
}
