package org.liftlock.backup;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.liftlock.naming.Digest;

/** Compares what was restored with what the manifest says was backed up, part by part. */
final class ContentComparison {

    private final BackupFacts facts;

    ContentComparison(BackupFacts facts) {
        this.facts = facts;
    }

    void requireContent(Predicate<ContentPart> isContent) {
        if (facts.parts().stream().noneMatch(isContent)) {
            throw new RejectedBackup(
                    "The backup of " + facts.item() + " is empty: the store it was taken of holds nothing to compare.",
                    "Check that the description names the right store.");
        }
    }

    /** @param compared the parts that the place it was restored to can show */
    List<String> parts(List<ContentPart> restored, Predicate<ContentPart> compared) {
        List<ContentPart> expected = facts.parts().stream().filter(compared).toList();
        for (ContentPart part : expected) {
            ContentPart now = restored.stream()
                    .filter(other -> other.name().equals(part.name()))
                    .findFirst()
                    .orElseThrow(() -> new RejectedBackup(
                            "The backup of " + facts.item() + " restores without " + part.name() + "."));
            if (!now.equals(part)) {
                throw new RejectedBackup("The backup of " + facts.item() + " restores " + part.name() + " with "
                        + now.count() + " rows or files and content " + brief(now.digest()) + "; " + part.count()
                        + " and " + brief(part.digest()) + " were backed up.");
            }
        }
        if (restored.stream().filter(compared).count() != expected.size()) {
            throw moreThanBackedUp();
        }
        return expected.stream()
                .map(part -> part.name() + ": " + part.count() + ", content " + brief(part.digest()))
                .toList();
    }

    List<String> everything(StoreTool.Contents restored) {
        List<String> compared = parts(restored.parts(), part -> true);
        if (!restored.all().equals(facts.content())) {
            throw moreThanBackedUp();
        }
        return compared;
    }

    /** @param now what the source says it holds, while nothing writes to it */
    String source(StoreTool.Contents now) {
        if (now.all().equals(facts.content())) {
            return "the source still has the same content, row for row";
        }
        List<String> changed = facts.parts().stream()
                .filter(part -> !now.parts().contains(part))
                .map(ContentPart::name)
                .toList();
        throw new RejectedBackup(
                "The backup of " + facts.item() + " is stale: the source was changed after it: "
                        + (changed.isEmpty() ? "something was added" : Tree.brief(changed)) + ".",
                "Find out what still writes to it and stop it, then take the backup again.");
    }

    private RejectedBackup moreThanBackedUp() {
        return new RejectedBackup("The backup of " + facts.item() + " restores with another schema or more content"
                + " than was backed up.");
    }

    private static String brief(Optional<Digest> digest) {
        return digest.map(Digest::brief).orElse("not compared");
    }
}
