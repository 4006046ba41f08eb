package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.springframework.stereotype.Component;

/** What was found, the gravest first, each with its remedy. */
@Component
class FindingList {

    private static final List<Severity> BY_GRAVITY = List.of(Severity.BLOCKS, Severity.WARNS, Severity.TELLS);

    private final Findings findings;

    FindingList(Findings findings) {
        this.findings = findings;
    }

    Markdown all(String upgradeKey) {
        return new Markdown().items("Found", sentences(upgradeKey));
    }

    /** @param always a rule whose warnings are shown wherever they stand */
    Markdown worst(String upgradeKey, int count, RuleId always) {
        List<Finding> all = ordered(upgradeKey);
        List<Finding> shown = new ArrayList<>(all.subList(0, Math.min(count, all.size())));
        all.stream()
                .skip(count)
                .filter(finding -> finding.rule() == always && finding.severity() != Severity.TELLS)
                .forEach(shown::add);
        int others = all.size() - shown.size();
        return new Markdown()
                .items(
                        "What was found, the gravest first",
                        shown.stream().map(FindingList::sentence).toList())
                .text(others > 0 ? others + " more on the upgrade page" : "");
    }

    private List<String> sentences(String upgradeKey) {
        return ordered(upgradeKey).stream().map(FindingList::sentence).toList();
    }

    private List<Finding> ordered(String upgradeKey) {
        List<Finding> open = findings.open(upgradeKey);
        return BY_GRAVITY.stream()
                .flatMap(gravity -> open.stream().filter(finding -> finding.severity() == gravity))
                .toList();
    }

    private static String sentence(Finding finding) {
        String mark = switch (finding.severity()) {
            case BLOCKS -> "**Blocks** ";
            case WARNS -> "**Warns** ";
            case TELLS -> "";
        };
        return mark + "(" + finding.rule() + ") " + plain(finding.sentence()) + ". " + plain(finding.remedy());
    }
}
