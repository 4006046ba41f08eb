package org.liftlock.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.security.Logins;
import org.liftlock.security.Member;
import org.liftlock.security.Members;
import org.liftlock.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may do what, and who has not done anything for long: what somebody looks through a few times a year. */
@Component
public class RightsReview {

    /** After so long without an action somebody should ask whether the account is still needed. */
    public static final Duration IDLE = Duration.ofDays(90);

    private static final List<String> NAMES =
            List.of("person", "name", "groups", "roles", "may", "last_login", "last_action", "idle");

    private static final String EVERYBODY = "read upgrades of their own systems";

    private final Members members;
    private final Logins logins;
    private final JdbcClient jdbc;
    private final Clock clock;

    RightsReview(Members members, Logins logins, JdbcClient jdbc, Clock clock) {
        this.members = members;
        this.logins = logins;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param groups all of them, as the identity service names them
     * @param roles what Liftlock calls those groups that it knows
     * @param may what these roles allow, in words
     * @param lastAction the last entry of the record that names the person
     * @param idle whether there was no action for 90 days
     */
    public record Account(
            String person,
            String name,
            List<String> groups,
            List<String> roles,
            List<String> may,
            Optional<Instant> lastLogin,
            Optional<Instant> lastAction,
            boolean idle) {

        List<String> cells() {
            return List.of(
                    person,
                    name,
                    String.join(" ", groups),
                    String.join(", ", roles),
                    String.join("; ", may),
                    lastLogin.map(Instant::toString).orElse(""),
                    lastAction.map(Instant::toString).orElse(""),
                    idle ? "no action for " + IDLE.toDays() + " days" : "");
        }
    }

    /** Everybody who can log in, by name. */
    public List<Account> accounts() {
        Map<String, Instant> last = logins.last();
        Instant idleSince = clock.instant().minus(IDLE);
        return members.all().stream()
                .map(member -> account(member, last, idleSince))
                .toList();
    }

    private Account account(Member member, Map<String, Instant> logins, Instant idleSince) {
        List<Role> roles = member.groups().stream()
                .flatMap(group -> Role.ofGroup(group).stream())
                .sorted()
                .toList();
        Optional<Instant> acted = lastAction(member.id());
        return new Account(
                member.id(),
                member.name(),
                member.groups().stream().sorted().toList(),
                roles.stream().map(Role::title).toList(),
                Stream.concat(Stream.of(EVERYBODY), member.mayInWords().stream())
                        .filter(right -> !member.seesAll() || !right.equals(EVERYBODY))
                        .toList(),
                Optional.ofNullable(logins.get(member.id())).map(at -> at.truncatedTo(ChronoUnit.SECONDS)),
                acted,
                acted.filter(at -> at.isAfter(idleSince)).isEmpty());
    }

    private Optional<Instant> lastAction(String person) {
        return jdbc.sql("select max(at_time) from record_entry where actor = ?")
                .param(person)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    }

    public Table table() {
        return new Table(
                "liftlock-rights-1",
                "/audit/rights",
                Map.of(),
                NAMES,
                accounts().stream().map(Account::cells).toList());
    }
}
