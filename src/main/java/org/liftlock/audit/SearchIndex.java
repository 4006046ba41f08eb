package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.audit.SearchTerms.Posting;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the search index. It follows the record: an upgrade of which something new is told is read again, so those who
 * write pay nothing for the search, and it lags behind by a second or two. Nodes take turns.
 */
@Component
public class SearchIndex {

    /** As many upgrades are read in one go. */
    private static final int UPGRADES = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final SearchTerms terms;

    SearchIndex(JdbcClient jdbc, JdbcTemplate batch, TransactionTemplate transaction, SearchTerms terms) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = transaction;
        this.terms = terms;
    }

    /** Takes in all that was told since the last time. */
    @Scheduled(fixedDelayString = "${liftlock.search.every:PT2S}")
    public void catchUp() {
        boolean more = isBehind();
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(status -> step()));
        }
    }

    /** Without a lock: usually there is nothing to do. */
    private boolean isBehind() {
        return jdbc.sql("""
                        select count(*) from search_state
                        where search_state.seq < (select record_head.seq from record_head where record_head.id = 1)
                        """).query(Long.class).single() > 0;
    }

    private record Told(long seq, String upgradeKey) {}

    private boolean step() {
        long from = jdbc.sql("select seq from search_state where id = 1 for update")
                .query(Long.class)
                .single();
        List<Told> news = jdbc.sql("select seq, upgrade_key from record_entry where seq > ? order by seq limit ?")
                .params(from, UPGRADES * 10)
                .query((row, number) -> new Told(row.getLong(1), row.getString(2)))
                .list();
        Set<String> keys = new HashSet<>();
        long until = from;
        for (Told told : news) {
            if (told.upgradeKey() != null) {
                keys.add(told.upgradeKey());
            }
            until = told.seq();
            if (keys.size() == UPGRADES) {
                break;
            }
        }
        if (!keys.isEmpty()) {
            renew(keys);
        }
        jdbc.sql("update search_state set seq = ? where id = 1").param(until).update();
        return !news.isEmpty();
    }

    /** Writes only what has changed; of a running upgrade that is little. */
    private void renew(Collection<String> keys) {
        Set<Posting> there = new HashSet<>(
                jdbc.sql("select kind, term, requested_at, upgrade_key from search_term where upgrade_key in (:keys)")
                        .param("keys", keys)
                        .query(SearchIndex::posting)
                        .list());
        Set<Posting> wanted = terms.of(keys);
        write("""
                insert into search_term (kind, term, requested_at, upgrade_key) values (?, ?, ?, ?)
                """, without(wanted, there));
        write("""
                delete from search_term where kind = ? and term = ? and requested_at = ? and upgrade_key = ?
                """, without(there, wanted));
    }

    private void write(String sql, Collection<Posting> postings) {
        if (!postings.isEmpty()) {
            batch.batchUpdate(
                    sql,
                    postings.stream()
                            .map(posting -> new Object[] {
                                posting.term().criterion().name(),
                                posting.term().text(),
                                posting.requestedAt().atOffset(ZoneOffset.UTC),
                                posting.upgradeKey()
                            })
                            .toList());
        }
    }

    private static Collection<Posting> without(Set<Posting> all, Set<Posting> some) {
        return all.stream().filter(posting -> !some.contains(posting)).toList();
    }

    private static Posting posting(ResultSet row, int number) throws SQLException {
        return new Posting(
                new Term(Criterion.valueOf(row.getString("kind")), row.getString("term")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getString("upgrade_key"));
    }
}
