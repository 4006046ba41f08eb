package org.liftlock.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything known about one upgrade. */
public record UpgradeStory(
        UpgradeLine upgrade,
        String reasonText,
        Optional<String> controlReason,
        Optional<PlanSeal> plan,
        List<OpenTask> openTasks,
        List<NextTimer> timers,
        List<Finding> findings,
        List<Step> steps,
        List<Check> checks,
        List<Backup> backups,
        List<Approval> approvals,
        List<Message> messages,
        List<Debt> debts,
        List<Issue> issues) {

    /** The checks as they were run. */
    public List<CheckRun> checkRuns() {
        return CheckRun.of(checks);
    }

    /** The steps as a reader tells them apart: a rehearsal is not the change itself. */
    public List<StepPart> stepParts() {
        return StepPart.of(steps);
    }

    /** The newest plan; sealed when approvals may sign its digest. */
    public record PlanSeal(
            int revision, String plannedBy, Instant plannedAt, Optional<String> digest, Optional<Instant> sealedAt) {}

    /** Something a rule noticed, with its remedy. */
    public record Finding(
            String rule,
            String severity,
            String subject,
            String sentence,
            String remedy,
            Instant foundAt,
            Optional<Instant> settledAt) {}

    /** The same with the progress that running steps tell, by id. */
    public UpgradeStory withProgress(Function<String, Optional<Progress>> progress) {
        return new UpgradeStory(
                upgrade,
                reasonText,
                controlReason,
                plan,
                openTasks,
                timers,
                findings,
                steps.stream()
                        .map(step -> step.outcome().isPresent() ? step : step.with(progress.apply(step.id())))
                        .toList(),
                checks,
                backups,
                approvals,
                messages,
                debts,
                issues);
    }

    /**
     * One step that touched, or read, the world.
     *
     * @param part the stage of the upgrade, or its rehearsal
     * @param environment where it works
     * @param outputs those of its targets on which a command was started, so that there is output to read
     * @param usualMillis what four of five good ones on this system stayed within (P80); empty when none was measured
     * @param progress what a running step tells of it
     */
    public record Step(
            String id,
            String name,
            String element,
            String part,
            String environment,
            List<String> targets,
            List<String> outputs,
            int attempt,
            String status,
            Optional<String> outcome,
            Optional<String> summary,
            Instant startedAt,
            Optional<Instant> settledAt,
            Optional<Long> tookMillis,
            Optional<Long> usualMillis,
            Optional<Progress> progress) {

        Step with(Optional<Progress> told) {
            return new Step(
                    id,
                    name,
                    element,
                    part,
                    environment,
                    targets,
                    outputs,
                    attempt,
                    status,
                    outcome,
                    summary,
                    startedAt,
                    settledAt,
                    tookMillis,
                    usualMillis,
                    told);
        }

        /** "verify-backup" as "Verify backup". */
        public String title() {
            return Words.sentence(name);
        }

        /** One word for the colour of the step. */
        public String look() {
            return outcome.map(end -> switch (end) {
                        case "SUCCEEDED", "DONE", "PASSED" -> "good";
                        case "UNKNOWN" -> "unknown";
                        case "REFUSED", "NEVER_STARTED", "STOPPED" -> "held";
                        default -> "bad";
                    })
                    .orElse("active");
        }
    }

    /** What was expected, and what was got. */
    public record Check(
            String purpose,
            String check,
            boolean core,
            Optional<String> target,
            String verdict,
            String expected,
            String got,
            long tookMillis,
            Instant checkedAt) {}

    /** A backup and what its verification found. */
    public record Backup(
            String item,
            int attempt,
            String location,
            long sizeBytes,
            Instant pointInTime,
            Instant keepUntil,
            String tool,
            Optional<String> verdict,
            Optional<String> reason,
            Optional<Long> restoreMillis) {}

    /** Who decided what about which plan. */
    public record Approval(
            String approver,
            String role,
            String verdict,
            Optional<String> remark,
            String planDigest,
            Instant givenAt,
            Optional<Instant> revokedAt) {}

    /** A message to people, and whether it left. */
    public record Message(
            String kind,
            String channel,
            String recipient,
            String subject,
            Instant writtenAt,
            int attempts,
            Optional<Instant> sentAt,
            Optional<Instant> givenUpAt,
            Optional<String> lastError) {}

    /** A shortened step that another person has yet to review. */
    public record Debt(String rule, String sentence, String takenBy, Instant takenAt, Optional<String> reviewedBy) {}

    /** A known issue, follow-up or lesson, with its owner. */
    public record Issue(String kind, String sentence, String owner, LocalDate due, Optional<Instant> settledAt) {}
}
