package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds upgrades, the newest first. A page is read from where the one before it ended, along an index that has the order
 * of the list, so that it costs the same among a thousand upgrades and among a hundred thousand.
 */
@Component
public class UpgradeSearch {

    /** From here on a count says "more than". */
    public static final int COUNTED = 1000;

    private final JdbcClient jdbc;

    UpgradeSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param keys the newest first
     * @param next where older ones begin; empty when there are none
     */
    public record Page(List<String> keys, Optional<Place> next) {

        public Page {
            keys = List.copyOf(keys);
        }
    }

    /** @param before where the page before this one ended; empty for the newest */
    public Page find(UpgradeQuery query, Sight sight, Optional<Place> before, int most) {
        List<Place> found = places(statement(query, sight, before), most + 1);
        List<Place> shown = found.subList(0, Math.min(most, found.size()));
        return new Page(
                shown.stream().map(Place::upgradeKey).toList(),
                found.size() > most ? Optional.of(shown.get(most - 1)) : Optional.empty());
    }

    /** How many there are; {@value #COUNTED} + 1 stands for more. */
    public int count(UpgradeQuery query, Sight sight) {
        Statement statement = statement(query, sight, Optional.empty());
        return jdbc.sql("select count(*) from (select 1 from " + statement.source() + " limit :most) found")
                .params(statement.parameters())
                .param("most", COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    /** @param source what follows "from", with rows that are called "found" */
    private record Statement(String source, Map<String, Object> parameters) {}

    private List<Place> places(Statement statement, int most) {
        return jdbc.sql("select found.requested_at, found.upgrade_key from " + statement.source()
                        + " order by found.requested_at desc, found.upgrade_key desc limit :most")
                .params(statement.parameters())
                .param("most", most)
                .query(UpgradeSearch::place)
                .list();
    }

    private Statement statement(UpgradeQuery query, Sight sight, Optional<Place> before) {
        List<Term> terms = rarestFirst(query.terms());
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        for (int position = 0; position < terms.size(); position++) {
            conditions.add(has(position));
            parameters.put("kind" + position, terms.get(position).criterion().name());
            parameters.put("term" + position, terms.get(position).text());
        }
        query.begin().ifPresent(begin -> {
            conditions.add("found.requested_at >= :begin");
            parameters.put("begin", at(begin));
        });
        query.end().ifPresent(end -> {
            conditions.add("found.requested_at < :end");
            parameters.put("end", at(end));
        });
        before.ifPresent(place -> {
            conditions.add("found.requested_at <= :before and (found.requested_at < :before"
                    + " or found.upgrade_key < :behind)");
            parameters.put("before", at(place.requestedAt()));
            parameters.put("behind", place.upgradeKey());
        });
        String source = terms.isEmpty() ? "upgrade found" : "search_term found";
        if (!sight.isWhole()) {
            String seen = terms.isEmpty() ? "found" : "seen";
            source += terms.isEmpty() ? "" : " join upgrade seen on seen.upgrade_key = found.upgrade_key";
            conditions.add("(" + seen + ".requested_by = :person"
                    + (sight.systems().orElseThrow().isEmpty() ? "" : " or " + seen + ".system_id in (:systems)")
                    + ")");
            parameters.put("person", sight.person());
            sight.systems().filter(own -> !own.isEmpty()).ifPresent(own -> parameters.put("systems", own));
        }
        return new Statement(
                source + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions)), parameters);
    }

    /** The rarest term gives the order; each further one is looked up. */
    private static String has(int position) {
        return position == 0 ? "found.kind = :kind0 and found.term = :term0" : """
                exists (select 1 from search_term also where also.kind = :kind%1$d and also.term = :term%1$d
                    and also.requested_at = found.requested_at and also.upgrade_key = found.upgrade_key)
                """.formatted(position);
    }

    private List<Term> rarestFirst(List<Term> terms) {
        if (terms.size() < 2) {
            return terms;
        }
        record Counted(Term term, int count) {}
        return terms.stream()
                .map(term -> new Counted(term, count(term)))
                .sorted(Comparator.comparingInt(Counted::count))
                .map(Counted::term)
                .toList();
    }

    private int count(Term term) {
        return jdbc.sql("""
                        select count(*) from
                            (select 1 from search_term where kind = ? and term = ? limit ?) found
                        """)
                .params(term.criterion().name(), term.text(), COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
