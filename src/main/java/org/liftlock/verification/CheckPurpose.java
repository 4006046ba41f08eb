package org.liftlock.verification;

import java.util.Set;
import org.liftlock.descriptor.CheckSpec;

/** Why checks are run. */
public enum CheckPurpose {
    /** Before anything was touched: may the upgrade start at all? */
    PRECHECK,
    /** After apply: does the target do its work? */
    ACCEPTANCE,
    /** After a rollback: is it as before (R40)? */
    ROLLBACK,
    /** On a stopped target: do the checks notice (R20)? */
    CAN_FAIL,
    /** Over all targets together: checks that say {@code per: rollout}. */
    ROLLOUT,
    /** After the step that destroys the way back: checks that say {@code when: finished}. */
    FINISHED,
    /** While the system is watched after the upgrade, with its users at work (R43). */
    WATCH;

    private static final Set<String> READ = Set.of("tcp", "sql", "log", "prometheus");
    private static final Set<String> STATES = Set.of("tcp", "sql", "log", "command", "oidc");
    private static final Set<String> READING_REQUESTS = Set.of("GET", "HEAD");

    /** The purpose a check is written for. Checks for a later moment do not belong to an earlier run. */
    public boolean takes(CheckSpec check) {
        boolean finished = "finished".equals(check.settings().get("when"));
        boolean rollout = "rollout".equals(check.settings().get("per"));
        return switch (this) {
            case FINISHED -> finished;
            case ROLLOUT -> rollout && !finished;
            case WATCH -> !finished && !rollout && canBeAskedAnyTime(check);
            default -> !finished && !rollout;
        };
    }

    /**
     * Whether the watch can say anything by it: the time and the errors of every web check, and whether queries of
     * Prometheus, made to be watched and seldom core checks, and the other core checks pass.
     */
    public static boolean isWatched(CheckSpec check) {
        return WATCH.takes(check)
                && (Set.of("http", "prometheus").contains(check.type())
                        || check.core() && STATES.contains(check.type()));
    }

    /** Asked again and again it leaves nothing behind, and what users do meanwhile does not change its answer. */
    private static boolean canBeAskedAnyTime(CheckSpec check) {
        Settings settings = new Settings(check);
        return check.skipped().isEmpty()
                && !Expectation.needsBefore(settings)
                && (READ.contains(check.type())
                        || "http".equals(check.type()) && asksOnly(settings)
                        || settings.text("only_reads").filter("true"::equals).isPresent());
    }

    private static boolean asksOnly(Settings settings) {
        return !settings.has("body")
                && settings.text("method")
                        .filter(method -> !READING_REQUESTS.contains(method))
                        .isEmpty();
    }
}
