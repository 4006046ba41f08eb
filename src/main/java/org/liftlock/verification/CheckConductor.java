package org.liftlock.verification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Launchers;
import org.liftlock.security.Secrets;
import org.springframework.stereotype.Component;

/** Makes one check and turns whatever happens into an answer. */
@Component
class CheckConductor {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final List<CheckType> types;
    private final Launchers launchers;
    private final Secrets secrets;
    private final TimeLimit timeLimit;

    CheckConductor(List<CheckType> types, Launchers launchers, Secrets secrets, TimeLimit timeLimit) {
        this.types = types;
        this.launchers = launchers;
        this.secrets = secrets;
        this.timeLimit = timeLimit;
    }

    /** A result with the details that belong into the evidence only. */
    record Answer(CheckResult result, String details) {}

    Answer answer(CheckRun run, CheckSpec spec, Optional<String> before) {
        Optional<String> reason = spec.skipped();
        if (reason.isPresent()) {
            return new Answer(CheckResult.skipped(spec, "left out: " + reason.get()), "");
        }
        Check check = check(run, spec, before);
        long start = System.nanoTime();
        Observation seen = look(check, run.purpose());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        CheckResult.Outcome outcome = seen.passed() ? CheckResult.Outcome.PASSED : CheckResult.Outcome.FAILED;
        String got = seen.passed()
                ? seen.got()
                : spec.says().map(says -> says + ": ").orElse("") + seen.got();
        UsedSecrets used = check.secrets();
        return new Answer(
                new CheckResult(spec.id(), spec.core(), outcome, used.mask(seen.expected()), used.mask(got), took),
                used.mask(seen.details()));
    }

    /**
     * What the check needs to know from before the upgrade.
     *
     * @throws CannotCheck when it cannot be taken; the message says why
     */
    Optional<String> remember(CheckRun run, CheckSpec spec) throws InterruptedException {
        Check check = check(run, spec, Optional.empty());
        try {
            return timeLimit.within(check.limit(), () -> type(spec).remember(check));
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception problem) {
            throw new CannotCheck(check.secrets().mask(Texts.reason(problem)));
        }
    }

    /** What the log that a check reads says now; a sentence when it cannot be read, nothing for any other check. */
    Optional<String> endOfLog(CheckRun run, CheckSpec spec, Optional<String> before) {
        return types.stream()
                .filter(type -> type.name().equals(spec.type()))
                .filter(LogCheck.class::isInstance)
                .map(LogCheck.class::cast)
                .findFirst()
                .map(log -> {
                    Check check = check(run, spec, before);
                    return check.secrets()
                            .mask(check.settings().required("path", "log") + ":\n" + endOfLog(log, check));
                });
    }

    private String endOfLog(LogCheck log, Check check) {
        try {
            String ending = timeLimit.within(check.limit(), () -> log.ending(check));
            return ending.isBlank() ? "nothing new\n" : ending;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "not read: stopped before its end\n";
        } catch (Exception problem) {
            return "not read: " + Texts.reason(problem) + "\n";
        }
    }

    /** A check that says {@code retry} may fail while the system is still starting; on a stopped or watched one it may not. */
    private Observation look(Check check, CheckPurpose purpose) {
        Observation seen = once(check);
        if (seen.passed() || purpose == CheckPurpose.CAN_FAIL || purpose == CheckPurpose.WATCH) {
            return seen;
        }
        try {
            Duration retry = check.settings().duration("retry", Duration.ZERO);
            long end = System.nanoTime() + retry.toNanos();
            while (!seen.passed() && System.nanoTime() < end) {
                Thread.sleep(BETWEEN_TRIES.toMillis());
                seen = once(check);
            }
            return seen;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return interrupted();
        } catch (CannotCheck wrong) {
            return Observation.of(false, "settings that can be read", wrong.getMessage());
        }
    }

    private Observation once(Check check) {
        try {
            return timeLimit.within(check.limit(), () -> type(check.spec()).look(check));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return interrupted();
        } catch (Exception problem) {
            return Observation.of(false, "an answer to the check", Texts.reason(problem));
        }
    }

    private static Observation interrupted() {
        return Observation.of(false, "an answer to the check", "no answer: the check was stopped before its end");
    }

    private Check check(CheckRun run, CheckSpec spec, Optional<String> before) {
        return new Check(
                spec,
                new Settings(spec),
                run.target(),
                () -> launchers.of(run.target()),
                new UsedSecrets(secrets),
                run.versions(),
                before);
    }

    private CheckType type(CheckSpec spec) {
        return types.stream()
                .filter(type -> type.name().equals(spec.type()))
                .findFirst()
                .orElseThrow(() -> new CannotCheck("There is no type of check called " + Texts.quote(spec.type())
                        + "; use one of "
                        + types.stream().map(CheckType::name).sorted().toList()));
    }
}
