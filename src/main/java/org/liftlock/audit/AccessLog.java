package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who read what of the record, and when. Lines are only added, and removed when they are older than they are kept. */
@Component
public class AccessLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    AccessLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One line.
     *
     * @param digest of what was sent
     */
    public record Line(
            long id, Instant at, Access access, Access.Outcome outcome, Optional<Long> rows, Optional<String> digest) {}

    /** Empty for everybody's and everything's. */
    public record Search(Optional<String> person, Optional<String> upgrade) {

        public static Search of(String person, String upgrade) {
            return new Search(said(person), said(upgrade));
        }

        private static Optional<String> said(String text) {
            return Optional.of(text.strip()).filter(said -> !said.isEmpty());
        }
    }

    /** @throws org.springframework.dao.DataAccessException when it cannot be written; then nothing may be read */
    public void write(Access access, Access.Outcome outcome, Optional<Long> rows, Optional<Digest> digest) {
        jdbc.sql("""
                        insert into access_log (at_time, person, what, subject, upgrade_key, way, asked, outcome, row_count, digest)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(Timestamp.from(clock.instant()))
                .param(access.person())
                .param(access.what().name())
                .param(access.subject())
                .param(access.upgrade().orElse(null))
                .param(access.way().name())
                .param(access.asked())
                .param(outcome.name())
                .param(rows.orElse(null))
                .param(digest.map(Digest::hex).orElse(null))
                .update();
    }

    /** The newest first; those before a line when one is named. */
    public List<Line> lines(Search search, Optional<Long> before, int most) {
        return jdbc.sql("""
                        select access_id, at_time, person, what, subject, upgrade_key, way, asked, outcome, row_count, digest
                        from access_log where access_id < :before
                        """
                        + search.person().map(one -> " and person = :person").orElse("")
                        + search.upgrade()
                                .map(one -> " and upgrade_key = :upgrade")
                                .orElse("")
                        + " order by access_id desc limit :most")
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("person", search.person().orElse(""))
                .param("upgrade", search.upgrade().orElse(""))
                .param("most", most)
                .query(AccessLog::line)
                .list();
    }

    int removeBefore(Instant moment) {
        return jdbc.sql("delete from access_log where at_time < ?")
                .param(Timestamp.from(moment))
                .update();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getLong("access_id"),
                row.getObject("at_time", OffsetDateTime.class).toInstant(),
                new Access(
                        row.getString("person"),
                        Access.What.valueOf(row.getString("what")),
                        row.getString("subject"),
                        Optional.ofNullable(row.getString("upgrade_key")),
                        Access.Way.valueOf(row.getString("way")),
                        row.getString("asked")),
                Access.Outcome.valueOf(row.getString("outcome")),
                Optional.ofNullable(row.getObject("row_count", Long.class)),
                Optional.ofNullable(row.getString("digest")));
    }
}
