package org.liftlock.proposal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.process.ModelChange;
import org.liftlock.process.ModelGate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** Proposals in our tables. */
@Component
class ProposalRows {

    private static final int NEWEST = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    ProposalRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long add(ModelChange change, Optional<String> by, String origin) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into model_proposal (state, origin, files_digest, base_digest, proposed_by, proposed_at)
                        values ('OPEN', ?, ?, ?, ?, ?)
                        """)
                .params(
                        origin,
                        change.filesDigest().hex(),
                        change.baseDigest().hex(),
                        by.orElse(null),
                        Timestamp.from(clock.instant()))
                .update(id, "proposal_id");
        long proposal = id.getKeyAs(Number.class).longValue();
        for (ModelGate.Model file : change.files()) {
            jdbc.sql("insert into model_proposal_file (proposal_id, resource, content) values (?, ?, ?)")
                    .params(proposal, file.resource(), file.content())
                    .update();
        }
        return proposal;
    }

    /** The newest one that says the same, whatever has become of it. */
    Optional<Proposal> like(ModelChange change) {
        return jdbc
                .sql("select * from model_proposal where files_digest = ? order by proposal_id desc")
                .param(change.filesDigest().hex())
                .query((row, number) -> proposal(row, List.of()))
                .list()
                .stream()
                .findFirst();
    }

    Optional<Proposal> find(long id) {
        return one("select * from model_proposal where proposal_id = ?", id);
    }

    Optional<Proposal> lock(long id) {
        return one("select * from model_proposal where proposal_id = ? for update", id);
    }

    private Optional<Proposal> one(String sql, long id) {
        List<ModelGate.Model> files = jdbc.sql(
                        "select resource, content from model_proposal_file where proposal_id = ? order by resource")
                .param(id)
                .query((row, number) -> new ModelGate.Model(row.getString(1), row.getString(2)))
                .list();
        return jdbc.sql(sql)
                .param(id)
                .query((row, number) -> proposal(row, files))
                .optional();
    }

    List<Proposal> newest() {
        return jdbc.sql("select * from model_proposal order by proposal_id desc limit " + NEWEST)
                .query((row, number) -> proposal(row, List.of()))
                .list();
    }

    void standFor(long id, String person) {
        jdbc.sql("update model_proposal set proposed_by = ? where proposal_id = ?")
                .params(person, id)
                .update();
    }

    void decide(long id, Proposal.State state, String person, String remark) {
        jdbc.sql("""
                        update model_proposal set state = ?, decided_by = ?, decided_at = ?, remark = ?
                        where proposal_id = ?
                        """)
                .params(state.name(), person, Timestamp.from(clock.instant()), remark, id)
                .update();
    }

    /** From now on, and until it is deployed in the same transaction, the change may pass. */
    void letPass(long id, ModelChange change) {
        jdbc.sql("update model_proposal set base_digest = ?, result_digest = ? where proposal_id = ?")
                .params(change.baseDigest().hex(), change.resultDigest().hex(), id)
                .update();
    }

    boolean mayPass(ModelChange change) {
        return jdbc.sql("""
                        select count(*) from model_proposal
                        where state = 'APPROVED' and deployment is null and base_digest = ? and result_digest = ?
                        """)
                        .params(change.baseDigest().hex(), change.resultDigest().hex())
                        .query(Long.class)
                        .single()
                > 0;
    }

    void deployed(long id, String deployment) {
        jdbc.sql("update model_proposal set deployment = ? where proposal_id = ?")
                .params(deployment, id)
                .update();
    }

    private static Proposal proposal(ResultSet row, List<ModelGate.Model> files) throws SQLException {
        return new Proposal(
                row.getLong("proposal_id"),
                Proposal.State.valueOf(row.getString("state")),
                row.getString("origin"),
                Optional.ofNullable(row.getString("proposed_by")),
                row.getTimestamp("proposed_at").toInstant(),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("remark")),
                new Digest(row.getString("base_digest")),
                files);
    }
}
