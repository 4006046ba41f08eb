package org.liftlock.verification;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/**
 * Whether a named user is refused what the user must not do: {@code may_not: "delete orders", sql: .., login: ..}. Only a
 * refusal passes. A system that does not answer, a login that fails or a command that breaks for another reason refuses
 * nothing, so it must be said how a refusal shows where that is not known.
 */
@Component
class MayNotCheck implements CheckType {

    /** The right is missing: by the standard, and by H2. */
    private static final Set<String> NO_RIGHT = Set.of("42501", "90096");

    private static final int FORBIDDEN = 403;
    private static final int WHO_ARE_YOU = 401;

    private final HttpCheck http;
    private final SqlCheck sql;

    MayNotCheck(HttpCheck http, SqlCheck sql) {
        this.http = http;
        this.sql = sql;
    }

    @Override
    public String name() {
        return "may_not";
    }

    @Override
    public Observation look(Check check) throws Exception {
        NamedUser user = NamedUser.of(check);
        Observation seen = switch (user.trial().spec().type()) {
            case "http" -> requested(user);
            case "sql" -> stated(user.trial());
            default -> run(user.trial());
        };
        String mayNot = user.who() + " may not " + check.settings().required("may_not") + ": ";
        return new Observation(seen.passed(), mayNot + seen.expected(), seen.got(), seen.details());
    }

    /** Whoever is logged in and still asked to log in has a wrong password, not a missing right. */
    private Observation requested(NamedUser user) throws Exception {
        if (user.trial().settings().has("status")) {
            return http.look(user.trial());
        }
        List<Integer> refusals = user.loggedIn() ? List.of(FORBIDDEN) : List.of(WHO_ARE_YOU, FORBIDDEN);
        return http.look(user.with("status", refusals).trial());
    }

    private Observation stated(Check trial) {
        String expected = "the database to refuse the statement for want of a right";
        try {
            sql.value(trial);
            return Observation.of(false, expected, "the statement was carried out, and undone");
        } catch (SQLException refused) {
            return Observation.of(NO_RIGHT.contains(refused.getSQLState()), expected, Texts.reason(refused));
        }
    }

    private static Observation run(Check trial) {
        Settings settings = trial.settings();
        if (!settings.has("exit") || !settings.has("contains")) {
            throw new CannotCheck("Check " + trial.spec().id() + " does not say how a refusal shows: add exit, and"
                    + " contains with the words of the refusal, since a command may fail for many reasons");
        }
        Expectation words = Expectation.of(trial);
        String expected = "exit code " + String.join(" or ", settings.texts("exit")) + " and " + words.sentence("");
        try {
            Launcher.Reading reading = CommandCheck.reading(trial);
            Observation said = words.judge(reading.output() + reading.errors(), "");
            return new Observation(said.passed(), expected, said.got(), said.details());
        } catch (CannotCheck otherExit) {
            return new Observation(false, expected, otherExit.getMessage(), otherExit.printed());
        }
    }
}
