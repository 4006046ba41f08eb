package org.liftlock.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.inventory.InventoryOverview;
import org.liftlock.inventory.OutsideChange;
import org.liftlock.inventory.OutsideChanges;
import org.liftlock.security.Directory;
import org.liftlock.security.Member;
import org.springframework.stereotype.Component;

/** What is not as Liftlock left it, as the landing page shows it, and who may explain it. */
@Component
class OutsideViews {

    private static final int MOST = 5;

    private final OutsideChanges changes;
    private final InventoryOverview inventory;
    private final Directory directory;

    OutsideViews(OutsideChanges changes, InventoryOverview inventory, Directory directory) {
        this.changes = changes;
        this.inventory = inventory;
        this.directory = directory;
    }

    /** Something that needs attention, with the system it is told on. */
    record Notice(String kind, String system, String title, String sentence, String remedy, Instant since) {}

    /** @param mine changes that wait for the person who looks */
    record Shown(List<OutsideChange> mine, List<Notice> notices) {}

    Shown to(Member me) {
        List<OutsideChange> open = changes.open();
        return new Shown(open.stream().filter(change -> isFor(change, me)).toList(), notices(open));
    }

    /** The owner; where nobody who can log in is called so, those who describe systems. */
    boolean isFor(OutsideChange change, Member me) {
        return owns(change, me) || me.mayDescribe() && !directory.knows(change.owner());
    }

    boolean mayExplain(OutsideChange change, Member me) {
        return owns(change, me) || me.mayDescribe();
    }

    private static boolean owns(OutsideChange change, Member me) {
        return change.owner().equals(me.id()) || me.is(change.owner());
    }

    private List<Notice> notices(List<OutsideChange> open) {
        List<Notice> notices = new ArrayList<>();
        Map<String, List<OutsideChange>> bySystem = new LinkedHashMap<>();
        open.forEach(change -> bySystem.computeIfAbsent(change.system(), none -> new ArrayList<>())
                .add(change));
        bySystem.forEach((system, changed) -> notices.add(new Notice(
                "Changed outside",
                system,
                system,
                changed.get(0).target() + ": " + changed.get(0).brief()
                        + (changed.size() > 1 ? ", and " + (changed.size() - 1) + " more to explain" : ""),
                "Waits for "
                        + (changed.get(0).owner().isEmpty()
                                ? "its owner"
                                : changed.get(0).owner()) + " to say what it was.",
                changed.get(0).foundAt())));
        Map<String, List<InventoryOverview.Difference>> drift = new LinkedHashMap<>();
        inventory.drift().stream()
                .filter(InventoryOverview.Difference::warns)
                .forEach(difference -> drift.computeIfAbsent(difference.system(), none -> new ArrayList<>())
                        .add(difference));
        drift.forEach((system, differences) -> notices.add(new Notice(
                "Drift",
                system,
                system,
                differences.get(0).sentence()
                        + (differences.size() > 1 ? ", and " + (differences.size() - 1) + " more" : ""),
                "Make them alike, before an upgrade is tested on one and carried out on the other.",
                differences.get(0).foundAt())));
        List<InventoryOverview.Unseen> unseen = inventory.unseen();
        unseen.stream()
                .limit(MOST)
                .forEach(target -> notices.add(new Notice(
                        "Not read",
                        target.system(),
                        target.system(),
                        target.target() + ": " + target.why(),
                        "It is tried again every night; until then nobody would notice a change there."
                                + (unseen.size() > MOST ? " " + unseen.size() + " targets in all." : ""),
                        target.since())));
        return notices;
    }
}
