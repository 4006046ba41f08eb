package org.liftlock.tasks;

import java.util.List;
import java.util.Map;
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
    private final VersionsRead versions;
    private final JdbcClient jdbc;

    Doubts(Effects effects, VersionsRead versions, JdbcClient jdbc) {
        this.effects = effects;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    List<InDoubt> of(UnitOfChange unit) {
        List<UnknownEffect> unknown = effects.unknown(unit.unitId());
        if (unknown.isEmpty()) {
            return List.of();
        }
        Map<Digest, String> outputs = outputs(
                unknown.stream().flatMap(effect -> effect.log().stream()).toList());
        Map<String, List<VersionRead>> read = versions.of(unit);
        return unknown.stream()
                .map(effect -> new InDoubt(effect, effect.log().map(outputs::get), since(effect, read)))
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

    /** What was read for an earlier doubt says nothing about this one. */
    private static List<VersionRead> since(UnknownEffect effect, Map<String, List<VersionRead>> versions) {
        return versions.getOrDefault(effect.target().toString(), List.of()).stream()
                .filter(read -> !read.at().isBefore(effect.askedAt()))
                .toList();
    }
}
