package org.liftlock.proof;

import java.util.List;

/** What was really done to one unit, told step by step; keeps its own book of the rules, apart from the proof. */
final class UnitOnEngine {

    private final List<String> broken;
    private final boolean onlyRehearsed;
    private boolean taken;
    private boolean proven;
    private boolean changed;
    private boolean running;
    private boolean begun;
    private boolean checked;
    private boolean decided;
    private boolean rolledBack;
    private boolean asBefore;
    private boolean out;
    private boolean quiet;
    private boolean open;
    private boolean handedOver;
    private String trouble = "";

    UnitOnEngine(List<String> broken, boolean onlyRehearsed) {
        this.broken = broken;
        this.onlyRehearsed = onlyRehearsed;
    }

    boolean onlyRehearsed() {
        return onlyRehearsed;
    }

    boolean applyStarted() {
        return begun;
    }

    /** The step was cut off: whether it had been launched is known afterwards only. */
    void isStopped(boolean launched) {
        begun |= running && launched;
        changed = begun && changed;
        running = false;
    }

    boolean wasChecked() {
        return checked || !trouble.equals("apply");
    }

    void starts(String topic) {
        switch (topic) {
            case "open-brackets" -> open = true;
            case "quiesce-system", "quiesce-before-going-back" -> {
                out = true;
                quiet = false;
            }
            case "back-up" -> {
                breakUnless(quiet, "R14");
                taken = false;
                proven = false;
            }
            case "apply-upgrade" -> {
                breakUnless(proven, "R00");
                running = true;
                changed = true;
                checked = false;
                decided = false;
            }
            case "resume-system", "resume-system-unchanged", "resume-after-going-back" -> {
                breakUnless(!changed || checked || decided || rolledBack, "R36");
                breakUnless(!rolledBack || asBefore, "R40");
                proven = false;
                quiet = false;
            }
            case "roll-back" -> {
                breakUnless(quiet, "R14");
                proven = false;
                rolledBack = true;
                asBefore = false;
            }
            default -> {
                // Nothing that the rules here ask for.
            }
        }
    }

    void ends(String topic, String outcome) {
        if (topic.startsWith("escalate")) {
            return;
        }
        boolean done = outcome.equals("SUCCEEDED");
        trouble = done ? "" : topic;
        switch (topic) {
            case "quiesce-system", "quiesce-before-going-back" -> quiet = done;
            case "back-up" -> taken = true;
            case "verify-backup" -> proven = done && taken;
            case "apply-upgrade" -> {
                running = false;
                begun |= !outcome.equals("REFUSED");
                changed = begun;
                trouble = done ? "" : "apply";
            }
            case "run-acceptance-checks" -> checked = done;
            case "resume-system", "resume-system-unchanged", "resume-after-going-back" -> out = !done;
            case "close-brackets" -> open = !done;
            case "verify-rollback" -> {
                asBefore = done;
                changed &= !done;
            }
            default -> {
                // Nothing that the rules here ask for.
            }
        }
    }

    void isDecidedOn() {
        decided = true;
        handedOver |= !trouble.isEmpty();
    }

    void isLeft() {
        breakUnless(!out || handedOver, "quiesce-is-undone");
        breakUnless(!open || handedOver, "bracket-is-undone");
        breakUnless(!changed || checked || decided || rolledBack, "R36 at the end");
    }

    private void breakUnless(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
