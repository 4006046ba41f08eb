package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What upgrades can be found by, read from all that is written down about them. A few queries for many upgrades. */
@Component
class SearchTerms {

    private final JdbcClient jdbc;
    private final Descriptions descriptions;

    SearchTerms(JdbcClient jdbc, Descriptions descriptions) {
        this.jdbc = jdbc;
        this.descriptions = descriptions;
    }

    /** One line of the index. */
    record Posting(Term term, Instant requestedAt, String upgradeKey) {}

    private record Found(String upgradeKey, Term term) {}

    Set<Posting> of(Collection<String> keys) {
        Map<String, Instant> requested = jdbc
                .sql("select upgrade_key, requested_at from upgrade where upgrade_key in (:keys)")
                .param("keys", keys)
                .query((row, number) -> Map.entry(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<Posting> postings = new HashSet<>();
        Stream.of(upgrades(keys), said(keys), versions(keys))
                .flatMap(Function.identity())
                .filter(found -> !found.term().text().isEmpty())
                .map(found -> new Posting(found.term(), requested.get(found.upgradeKey()), found.upgradeKey()))
                .forEach(postings::add);
        return postings;
    }

    private Stream<Found> upgrades(Collection<String> keys) {
        return jdbc
                .sql("""
                        select upgrade_key, system_id, environment, from_version, to_version, reason_text, request,
                            requested_by, coalesce(outcome, 'open') as ended
                        from upgrade where upgrade_key in (:keys)
                        """)
                .param("keys", keys)
                .query((row, number) -> {
                    String key = row.getString("upgrade_key");
                    return Stream.of(
                                    Stream.of(
                                            new Term(Criterion.SYSTEM, row.getString("system_id")),
                                            new Term(Criterion.ENVIRONMENT, row.getString("environment")),
                                            new Term(Criterion.PERSON, row.getString("requested_by")),
                                            new Term(Criterion.OUTCOME, row.getString("ended"))),
                                    version(row.getString("system_id"), row.getString("from_version")),
                                    version(row.getString("system_id"), row.getString("to_version")),
                                    Term.words(row.getString("reason_text")),
                                    references(row.getString("request")))
                            .flatMap(Function.identity())
                            .map(term -> new Found(key, term));
                })
                .list()
                .stream()
                .flatMap(Function.identity());
    }

    private Stream<Term> references(String request) {
        try {
            UpgradeRequest read = descriptions.readRequest(request);
            return Stream.concat(
                    read.tickets().stream().map(ticket -> new Term(Criterion.TICKET, ticket)),
                    read.reason().advisories().stream().map(advisory -> new Term(Criterion.ADVISORY, advisory)));
        } catch (InvalidDescription ofAnEarlierForm) {
            return Stream.empty();
        }
    }

    /** What people and programs have said: who, by which rule, and in which words. */
    private Stream<Found> said(Collection<String> keys) {
        return jdbc
                .sql("""
                        select upgrade_key, actor as person, rule_id, sentence as words
                        from record_entry where upgrade_key in (:keys)
                        union all
                        select upgrade_key, approver, null, remark from approval where upgrade_key in (:keys)
                        union all
                        select upgrade_key, null, rule_id, subject || ' ' || sentence
                        from finding where upgrade_key in (:keys)
                        union all
                        select upgrade_key, owner, null, sentence from known_issue where upgrade_key in (:keys)
                        union all
                        select upgrade_key, taken_by, rule_id, sentence from debt where upgrade_key in (:keys)
                        union all
                        select upgrade_key, reviewed_by, rule_id, review from debt where upgrade_key in (:keys)
                        """)
                .param("keys", keys)
                .query((row, number) -> {
                    String key = row.getString("upgrade_key");
                    return Stream.of(
                                    maybe(row, "person").map(who -> new Term(Criterion.PERSON, who)).stream(),
                                    maybe(row, "rule_id").map(rule -> new Term(Criterion.RULE, rule)).stream(),
                                    maybe(row, "words").stream().flatMap(Term::words))
                            .flatMap(Function.identity())
                            .map(term -> new Found(key, term));
                })
                .list()
                .stream()
                .flatMap(Function.identity());
    }

    private Stream<Found> versions(Collection<String> keys) {
        return jdbc
                .sql("""
                        select distinct upgrade_key, name, reading from inventory_reading
                        where upgrade_key in (:keys) and category = 'VERSION'
                        """)
                .param("keys", keys)
                .query((row, number) -> {
                    String key = row.getString("upgrade_key");
                    return version(row.getString("name"), row.getString("reading"))
                            .map(term -> new Found(key, term));
                })
                .list()
                .stream()
                .flatMap(Function.identity());
    }

    private static Stream<Term> version(String component, String version) {
        return Stream.of(component, version, component + " " + version).map(text -> new Term(Criterion.VERSION, text));
    }

    private static Optional<String> maybe(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
