package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
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

    Markdown worst(String upgradeKey, int count) {
        List<String> sentences = sentences(upgradeKey);
        return new Markdown()
                .items(
                        "What was found, the gravest first",
                        sentences.stream().limit(count).toList())
                .text(sentences.size() > count ? (sentences.size() - count) + " more on the upgrade page" : "");
    }

    private List<String> sentences(String upgradeKey) {
        List<Finding> open = findings.open(upgradeKey);
        return BY_GRAVITY.stream()
                .flatMap(gravity -> open.stream().filter(finding -> finding.severity() == gravity))
                .map(FindingList::sentence)
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
