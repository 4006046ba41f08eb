package org.liftlock.proof;

import java.util.List;
import org.liftlock.process.Bean;
import org.liftlock.process.Topic;

/**
 * What was really done about one upgrade as a whole: inventory, approval, announcement, window, sign-off, watching. Keeps
 * its own book of the rules, apart from the proof.
 */
final class UpgradeOnEngine {

    private final List<String> broken;
    private boolean inventoried;
    private boolean approved;
    private boolean asked;
    private boolean announced;
    private boolean windowOpen;
    private boolean signedOff;
    private boolean watched;

    UpgradeOnEngine(List<String> broken) {
        this.broken = broken;
    }

    /** @param onlyRehearsed a rehearsal asks for neither approval nor window */
    void startsOnUnit(Topic topic, boolean onlyRehearsed) {
        if (topic.kind() == Topic.Kind.FORWARD && Meaning.ofOneUnit(topic) && !onlyRehearsed) {
            breakUnless(approved, "R28");
            breakUnless(windowOpen, "R31");
        }
    }

    void starts(Topic topic) {
        if (topic == Topic.FINISH_CHANGE || topic == Topic.REBUILD_WHAT_WAS_HELD) {
            breakUnless(approved, "R28");
        }
        if (topic == Topic.FINISH_CHANGE) {
            breakUnless(signedOff, "R39");
            breakUnless(watched, "R43");
        }
    }

    void ends(Topic topic) {
        inventoried |= topic == Topic.CAPTURE_INVENTORY;
        announced |= topic == Topic.ANNOUNCE_UPGRADE;
        watched |= topic == Topic.COMPARE_WITH_BASELINE;
    }

    void planIsSealed(boolean needsApproval, boolean needsSignOff) {
        breakUnless(inventoried, "R06");
        approved = !needsApproval;
        asked = false;
        signedOff = !needsSignOff;
    }

    void approvalsAreCounted(boolean allSaidYes) {
        approved = allSaidYes && (asked || approved);
    }

    void goAheadIsChecked(boolean mayStart) {
        breakUnless(announced, "R30");
        windowOpen = mayStart;
    }

    void happens(Bean bean) {
        if (bean == Bean.DRAFT_PLAN) {
            planMayChange();
        } else if (bean == Bean.FIND_WINDOW_START || bean == Bean.FIND_NEXT_LOOK) {
            windowOpen = false;
        }
    }

    void isAnswered(String form, boolean works) {
        switch (form) {
            case "plan-upgrade" -> planMayChange();
            case "approve-upgrade" -> asked = true;
            case "sign-off" -> signedOff = works;
            default -> {
                // Decides nothing that is kept here.
            }
        }
    }

    private void planMayChange() {
        approved = false;
        asked = false;
        announced = false;
        windowOpen = false;
        signedOff = false;
        watched = false;
    }

    private void breakUnless(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }
}
