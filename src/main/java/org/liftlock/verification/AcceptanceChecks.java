package org.liftlock.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.descriptor.CheckSpec;
import org.springframework.stereotype.Service;

/** Runs the checks of a target and writes down every answer. Changes nothing on the target; may be repeated. */
@Service
public class AcceptanceChecks {

    private final CheckConductor conductor;
    private final Remembered remembered;
    private final CheckResults results;

    AcceptanceChecks(CheckConductor conductor, Remembered remembered, CheckResults results) {
        this.conductor = conductor;
        this.remembered = remembered;
        this.results = results;
    }

    /** Core checks first; behind the first that fails nothing more is run (R36). */
    public Verdict run(CheckRun run) {
        Remembered.Before before = remembered.of(run);
        List<CheckConductor.Answer> answers = new ArrayList<>();
        Optional<String> failedCore = Optional.empty();
        for (CheckSpec check : coreFirst(run)) {
            CheckConductor.Answer answer = failedCore.isPresent()
                    ? notRun(check, failedCore.get())
                    : conductor.answer(run, check, before.of(check.id()));
            answers.add(answer);
            if (failedCore.isEmpty() && check.core() && answer.result().failed()) {
                failedCore = Optional.of(check.id());
            }
        }
        results.save(run, answers, endOfLogs(run, before, answers));
        return Verdict.of(answers.stream().map(CheckConductor.Answer::result).toList());
    }

    /** Whoever decides on a failed check is shown what the system itself says: here, since a form cannot ask a target. */
    private Optional<String> endOfLogs(CheckRun run, Remembered.Before before, List<CheckConductor.Answer> answers) {
        if (answers.stream().noneMatch(answer -> answer.result().failed())) {
            return Optional.empty();
        }
        String logs = run.checks().stream()
                .flatMap(check -> conductor.endOfLog(run, check, before.of(check.id())).stream())
                .collect(Collectors.joining("\n"));
        return Optional.of(logs).filter(text -> !text.isEmpty());
    }

    /** Runs every check on a target that is known to be stopped, to see which of them notice (R20). */
    public ChecksCanFail proveChecksCanFail(CheckRun run) {
        CheckRun onStopped = run.purpose(CheckPurpose.CAN_FAIL);
        Remembered.Before before = remembered.of(onStopped);
        List<CheckConductor.Answer> answers = coreFirst(onStopped).stream()
                .map(check -> conductor.answer(onStopped, check, before.of(check.id())))
                .toList();
        results.save(onStopped, answers, Optional.empty());
        return new ChecksCanFail(
                answers.stream().map(CheckConductor.Answer::result).toList());
    }

    /** Makes every check once, without writing anything down: a sample of how the system does (R42). */
    public List<CheckResult> sample(CheckRun run) {
        CheckRun watched = run.purpose(CheckPurpose.WATCH);
        Remembered.Before before = remembered.of(watched);
        return watched.checks().stream()
                .map(check ->
                        conductor.answer(watched, check, before.of(check.id())).result())
                .toList();
    }

    /**
     * Takes the values that {@code equals: before} compares with, and the places where logs end. To be called before
     * anything is changed, as late as the system still answers.
     *
     * @return one result for each check that needs something from before; a failed one names what could not be taken,
     *     and that check is going to fail after the upgrade
     */
    public List<CheckResult> remember(CheckRun run) {
        Map<String, String> contents = new LinkedHashMap<>();
        List<CheckResult> taken = new ArrayList<>();
        for (CheckSpec check : run.checks()) {
            if (check.skipped().isEmpty()) {
                remember(run, check, contents).ifPresent(taken::add);
            }
        }
        remembered.save(run, contents);
        return taken;
    }

    private Optional<CheckResult> remember(CheckRun run, CheckSpec check, Map<String, String> contents) {
        long start = System.nanoTime();
        CheckResult.Outcome outcome;
        String got;
        try {
            Optional<String> content = conductor.remember(run, check);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            contents.put(check.id(), content.get());
            outcome = CheckResult.Outcome.PASSED;
            got = "remembered";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            outcome = CheckResult.Outcome.FAILED;
            got = "nothing: stopped before its end";
        } catch (CannotCheck problem) {
            outcome = CheckResult.Outcome.FAILED;
            got = problem.getMessage();
        }
        return Optional.of(new CheckResult(
                check.id(),
                check.core(),
                outcome,
                "what is so before the upgrade",
                got,
                Duration.ofNanos(System.nanoTime() - start)));
    }

    private static CheckConductor.Answer notRun(CheckSpec check, String failedCore) {
        return new CheckConductor.Answer(
                CheckResult.skipped(check, "not run: core check " + failedCore + " failed"), "");
    }

    /** Stable, so that core checks and the others each keep the order in which they are written. */
    private static List<CheckSpec> coreFirst(CheckRun run) {
        return run.checks().stream()
                .filter(run.purpose()::takes)
                .sorted(Comparator.comparing(CheckSpec::core).reversed())
                .toList();
    }
}
