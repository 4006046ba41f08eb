package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.lifecycle.UpgradeStory.Check;

/** Checks that ran one after the other for the same purpose on the same target: what a reader judges as one thing. */
public record CheckRun(List<Check> checks) {

    private static final String PROOF = "CAN_FAIL";

    public CheckRun {
        checks = List.copyOf(checks);
    }

    static List<CheckRun> of(List<Check> checks) {
        List<CheckRun> runs = new ArrayList<>();
        List<Check> open = new ArrayList<>();
        for (Check check : checks) {
            if (!open.isEmpty() && !belongsTo(open, check)) {
                runs.add(new CheckRun(open));
                open.clear();
            }
            open.add(check);
        }
        if (!open.isEmpty()) {
            runs.add(new CheckRun(open));
        }
        return runs;
    }

    /** A check that comes up a second time begins a new run. */
    private static boolean belongsTo(List<Check> run, Check check) {
        Check first = run.get(0);
        return first.purpose().equals(check.purpose())
                && first.target().equals(check.target())
                && run.stream().noneMatch(earlier -> earlier.check().equals(check.check()));
    }

    /** What the run was for. */
    public String title() {
        return switch (checks.get(0).purpose()) {
            case "PRECHECK" -> "Before the first step";
            case "ACCEPTANCE" -> "Accepting the new version";
            case "ROLLBACK" -> "After the way back";
            case PROOF -> "Can the checks fail? Tried on the stopped system";
            case "ROLLOUT" -> "Over all targets";
            case "FINISHED" -> "After the way back was given up";
            case "WATCH" -> "While it is watched";
            default -> Words.sentence(checks.get(0).purpose());
        };
    }

    public String where() {
        return checks.get(0).target().orElse("all targets");
    }

    public Instant since() {
        return checks.get(0).checkedAt();
    }

    /** On a stopped system a check that fails is a check that is of use; one that does not need the system may pass. */
    public boolean isAsWanted(Check check) {
        return isProof() ? !(check.core() && passed(check)) : !check.verdict().equals("FAILED");
    }

    public boolean bad() {
        return checks.stream().anyMatch(check -> !isAsWanted(check));
    }

    /** "8 of 8 passed"; of a proof, "7 of 8 failed, as they should". */
    public String says() {
        long passed = checks.stream().filter(CheckRun::passed).count();
        if (!isProof()) {
            return passed + " of " + checks.size() + " passed";
        }
        return (checks.size() - passed) + " of " + checks.size() + " failed" + (bad() ? "" : ", as they should");
    }

    private boolean isProof() {
        return checks.get(0).purpose().equals(PROOF);
    }

    private static boolean passed(Check check) {
        return check.verdict().equals("PASSED");
    }
}
