package org.liftlock.tasks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.launcher.RunState.Doubt;
import org.liftlock.tasks.VersionRead.Standing;

/**
 * What the evidence speaks for after an apply of unknown outcome, and why. It is a sentence to think about: no answer is
 * chosen beforehand, and none is given when nobody answers.
 */
final class DoubtSuggestion {

    private DoubtSuggestion() {}

    static String of(List<InDoubt> doubts, List<EffectResult> elsewhere, String toVersion, boolean wayBack) {
        String back = wayBack ? "roll back" : "look on the target before you answer; there is no way back";
        List<InDoubt> rebooted =
                doubts.stream().filter(doubt -> doubt.doubt() == Doubt.REBOOTED).toList();
        List<InDoubt> mayRun = doubts.stream().filter(InDoubt::mayRun).toList();
        Set<Standing> standings =
                doubts.stream().map(doubt -> doubt.standing(toVersion)).collect(Collectors.toSet());
        if (!rebooted.isEmpty()) {
            return back + ". " + names(rebooted)
                    + " went down in the middle: what was being written may be there by half,"
                    + " also where a version already says " + Markdown.plain(toVersion);
        } else if (!mayRun.isEmpty()) {
            return "look at " + names(mayRun) + " before you answer: "
                    + (wayBack ? "going back and trying again are" : "trying again is")
                    + " refused until it is certain that nothing runs there. "
                    + (standings.equals(Set.of(Standing.NEW))
                            ? "When nothing does, the version read back speaks for \"applied\""
                            : wayBack
                                    ? "When nothing does, going back is the safer answer: the backup is proven, a"
                                            + " half-applied upgrade is not"
                                    : "There is no way back");
        } else if (elsewhere.stream().anyMatch(result -> !(result.outcome() instanceof EffectOutcome.Succeeded))) {
            return back
                    + ". The same step did not succeed elsewhere in this unit, so the unit as a whole is not applied";
        } else if (standings.equals(Set.of(Standing.NEW))) {
            return "it was applied, by the version read back; the acceptance checks tell whether all of it was. Users stay"
                    + " shut out until they pass";
        } else if (standings.equals(Set.of(Standing.OLD))) {
            return wayBack
                    ? "roll back, and plan anew. The old version is still there, yet apply had begun, and trying again does"
                            + " not undo what it did by half"
                    : "try again, once you have seen what the first attempt left: the old version is still there, and"
                            + " there is no way back";
        }
        return back + ". "
                + (standings.contains(Standing.NOT_READ)
                        ? "Nothing read back speaks for \"applied\""
                        : "The versions read back are neither all new nor all old")
                + (wayBack ? "; the backup is proven, a half-applied upgrade is not" : "");
    }

    private static String names(List<InDoubt> doubts) {
        return doubts.stream().map(InDoubt::target).collect(Collectors.joining(", "));
    }
}
