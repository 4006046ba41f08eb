package org.liftlock.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The states targets were found in, over time; one that differs from the one before is held against what Liftlock did. */
@Component
class States {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Journal journal;
    private final OutsideChanges changes;
    private final Peers peers;

    States(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Journal journal,
            OutsideChanges changes,
            Peers peers) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.journal = journal;
        this.changes = changes;
        this.peers = peers;
    }

    /** A look for an upgrade. */
    Look look(InventoryRequest request) {
        String system = jdbc.sql("select system_id from upgrade where upgrade_key = ?")
                .param(request.upgrade())
                .query(String.class)
                .single();
        return look(system, request.what(), request.moment().name(), Optional.of(request.upgrade()));
    }

    Look nightly(String system, WhatToRead what) {
        return look(system, what, Look.NIGHTLY, Optional.empty());
    }

    private Look look(String system, WhatToRead what, String occasion, Optional<String> upgrade) {
        return new Look(
                system, what, occasion, upgrade, clock.instant(), last(system, what.environment(), what.target()));
    }

    void save(Look look, Scan found) {
        List<Fact> asked = State.asked(look.what());
        List<InventoryReading> steady = look.steady(found);
        Digest content = journal.keep(State.written(asked, steady));
        register(look.system(), look.what().environment(), look.target());
        transaction.executeWithoutResult(status -> {
            // One look at a time: two that ended together would both call the same change their own.
            jdbc.sql("""
                            select target from inventory_look where system_id = ? and environment = ? and target = ?
                            for update
                            """).params(key(look)).query(String.class).single();
            Optional<State> last = last(look.system(), look.what().environment(), look.target());
            long id = keep(look, last, content);
            looked(look, unread(found));
            peers.seen(look, found);
            last.filter(before -> before.id() != id && !look.isBehindAChange())
                    .ifPresent(before ->
                            changes.hold(look, before, new State(id, asked, steady, look.began(), look.began())));
        });
    }

    private static Optional<String> unread(Scan found) {
        List<String> unread = found.of(Category.UNREADABLE).stream()
                .map(reading -> reading.name() + ": " + reading.reading())
                .toList();
        return unread.isEmpty() ? Optional.empty() : Optional.of(Sentences.clip(String.join("; ", unread), 1000));
    }

    private void looked(Look look, Optional<String> trouble) {
        jdbc.sql("""
                        update inventory_look set looked_at = ?, looking_until = null, trouble = ?,
                            trouble_since = case when cast(? as varchar) is null then null
                                else coalesce(trouble_since, ?) end
                        where system_id = ? and environment = ? and target = ?
                        """)
                .param(at(look.began()))
                .param(trouble.orElse(null))
                .param(trouble.orElse(null))
                .param(at(look.began()))
                .param(look.system())
                .param(look.what().environment())
                .param(look.target().toString())
                .update();
    }

    private long keep(Look look, Optional<State> last, Digest content) {
        Optional<Long> same = last.flatMap(
                state -> jdbc.sql("select state_id from inventory_state where state_id = ? and content_digest = ?")
                        .params(state.id(), content.hex())
                        .query(Long.class)
                        .optional());
        if (same.isPresent()) {
            jdbc.sql("update inventory_state set seen_at = ? where state_id = ? and seen_at < ?")
                    .params(at(look.began()), same.get(), at(look.began()))
                    .update();
            return same.get();
        }
        jdbc.sql("""
                        insert into inventory_state (system_id, environment, target, occasion, upgrade_key,
                            content_digest, found_at, seen_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(look.system())
                .param(look.what().environment())
                .param(look.target().toString())
                .param(look.occasion())
                .param(look.upgrade().orElse(null))
                .param(content.hex())
                .param(at(look.began()))
                .param(at(look.began()))
                .update();
        return jdbc.sql("""
                        select max(state_id) from inventory_state where system_id = ? and environment = ? and target = ?
                        """).params(key(look)).query(Long.class).single();
    }

    /** Its row, made when it is missing; another node may be faster. */
    void register(String system, String environment, TargetId target) {
        boolean there = jdbc.sql("""
                                select count(*) from inventory_look
                                where system_id = ? and environment = ? and target = ?
                                """)
                        .params(system, environment, target.toString())
                        .query(Integer.class)
                        .single()
                > 0;
        if (!there) {
            try {
                jdbc.sql("insert into inventory_look (system_id, environment, target) values (?, ?, ?)")
                        .params(system, environment, target.toString())
                        .update();
            } catch (DuplicateKeyException madeMeanwhile) {
                // as good
            }
        }
    }

    /** The newest state of each target of an environment. */
    List<State> newest(String system, String environment) {
        return jdbc.sql("""
                        select state.state_id, state.target, state.found_at, state.seen_at, evidence.content
                        from inventory_state state join evidence on evidence.digest = state.content_digest
                        where state.state_id in (select max(state_id) from inventory_state
                            where system_id = ? and environment = ? group by target)
                        order by state.target
                        """).params(system, environment).query(States::state).list();
    }

    private Optional<State> last(String system, String environment, TargetId target) {
        return jdbc.sql("""
                        select state.state_id, state.target, state.found_at, state.seen_at, evidence.content
                        from inventory_state state join evidence on evidence.digest = state.content_digest
                        where state.system_id = ? and state.environment = ? and state.target = ?
                        order by state.state_id desc fetch first 1 row only
                        """)
                .params(system, environment, target.toString())
                .query(States::state)
                .optional();
    }

    private static State state(ResultSet row, int number) throws SQLException {
        return State.read(
                row.getLong("state_id"),
                TargetId.parse(row.getString("target")),
                row.getString("content"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getObject("seen_at", OffsetDateTime.class).toInstant());
    }

    private static Object[] key(Look look) {
        return new Object[] {
            look.system(), look.what().environment(), look.target().toString()
        };
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
