package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.window.OwnWindows;
import org.springframework.stereotype.Component;

/**
 * Asks for the window of a step that is taken when the agreed one is over, and opens it: from now, unless the step may
 * wait, until the time the decider allows (R33).
 */
@Component
class WindowOfItsOwn {

    private static final String FROM = "windowFrom";
    private static final String TO = "windowTo";

    private static final Duration TIME_TO_ANSWER = Duration.ofMinutes(5);

    private final OwnWindows own;
    private final Windows windows;

    WindowOfItsOwn(OwnWindows own, Windows windows) {
        this.own = own;
        this.windows = windows;
    }

    /** For a unit that stands still in the middle: nothing, as long as the agreed window is open. */
    void offerWhenOver(Asked.Builder asked, Situation situation) {
        over(situation).ifPresent(window -> offer(asked, situation, window));
    }

    private void offer(Asked.Builder asked, Situation situation, MaintenanceWindow over) {
        Estimates estimates = situation.neededPlan().estimates();
        Duration longest = OwnWindows.toApplyAgain(estimates);
        MaintenanceWindow proposed = proposed(situation.now(), longest);
        asked.show(
                        Shown.WINDOW,
                        new Markdown()
                                .fact("The window ended", situation.times().by(over.endsAt(), situation.now()))
                                .text(
                                        "What you choose now gets a window of its own: from your answer until the time you"
                                                + " allow. Going back takes up to "
                                                + Times.length(OwnWindows.toGoBack(estimates))
                                                + "; applying again, with its checks and room to go back, up to "
                                                + Times.length(longest) + ".")
                                .items(
                                        "Planned in that time (going back is not held up by it; applying again is"
                                                + " refused)",
                                        conflicts(situation, proposed)))
                .propose(TO, situation.times().field(proposed.endsAt()));
    }

    /** For taking back what is in use: now, or at a quieter time. */
    void offerLater(Asked.Builder asked, Situation situation) {
        Duration needed = OwnWindows.toGoBack(situation.neededPlan().estimates());
        MaintenanceWindow proposed = proposed(situation.now(), needed);
        asked.show(
                        Shown.WINDOW,
                        new Markdown()
                                .text("Taking back gets a window of its own, and takes up to " + Times.length(needed)
                                        + " for each target.")
                                .items("Planned in the time proposed", conflicts(situation, proposed)))
                .show(
                        Shown.LATER,
                        new Markdown()
                                .text("It begins at once, unless you choose a quieter time; until then users"
                                        + " work with the new version."))
                .propose(FROM, situation.times().field(proposed.opensAt()))
                .propose(TO, situation.times().field(proposed.endsAt()));
    }

    /** Opens it for a step that cannot wait; nothing, when the agreed window is open still. */
    void openWhenOver(Given given) {
        if (over(given.situation()).isEmpty() || given.answers(Answer.HOLD)) {
            return;
        }
        Instant now = given.situation().now();
        Estimates estimates = given.situation().neededPlan().estimates();
        boolean again = given.answers(Answer.RETRY);
        Duration needed = again ? OwnWindows.toApplyAgain(estimates) : OwnWindows.toGoBack(estimates);
        MaintenanceWindow window = until(given, now, now.plus(needed));
        if (again) {
            roomToApply(given, window, needed);
        }
        own.open(given.key(), window, given.by());
    }

    /** Opens it as the decider has chosen it. */
    void open(Given given) {
        Situation situation = given.situation();
        Instant from = moment(given, FROM)
                .filter(opens -> opens.isAfter(situation.now()))
                .orElse(situation.now());
        Duration needed = OwnWindows.toGoBack(situation.neededPlan().estimates());
        own.open(given.key(), until(given, from, from.plus(needed)), given.by());
    }

    /** Otherwise the launch gate would refuse it, and the same question came again. */
    private void roomToApply(Given given, MaintenanceWindow window, Duration needed) {
        if (window.left(window.opensAt()).compareTo(needed) < 0) {
            throw new AnswerRefused("Field \"Until when is it allowed?\": applying again needs " + Times.length(needed)
                    + ", with its checks and room to go back; choose at least "
                    + given.situation().times().at(window.opensAt().plus(needed)) + ", or another answer");
        }
        List<String> conflicts = own.conflicts(given.key(), window);
        if (!conflicts.isEmpty()) {
            throw new AnswerRefused(
                    "R26: nothing is applied while " + String.join("; ", conflicts) + ". Choose another answer");
        }
    }

    /** A time that has passed since the form proposed it is nobody's wish. */
    private static MaintenanceWindow until(Given given, Instant opens, Instant usual) {
        Instant ends = moment(given, TO)
                .filter(chosen -> chosen.isAfter(given.situation().now()))
                .orElse(usual);
        if (!ends.isAfter(opens)) {
            throw new AnswerRefused("Field \"Until when is it allowed?\": the window opens "
                    + given.situation().times().at(opens) + "; choose a later time for its end");
        }
        return new MaintenanceWindow(opens, ends);
    }

    private static Optional<Instant> moment(Given given, String field) {
        return given.fields()
                .moment(field)
                .map(chosen -> chosen.atZone(given.fields().zone()).toInstant());
    }

    private Optional<MaintenanceWindow> over(Situation situation) {
        return situation
                .unit()
                .filter(unit -> unit.mode() == Mode.RAISE)
                .flatMap(unit -> windows.of(situation.key()).filter(window -> window.over(situation.now())));
    }

    private List<String> conflicts(Situation situation, MaintenanceWindow proposed) {
        return own.conflicts(situation.key(), proposed).stream()
                .map(Markdown::plain)
                .toList();
    }

    /** With time to answer; a field of a form holds whole minutes. */
    private static MaintenanceWindow proposed(Instant now, Duration needed) {
        return new MaintenanceWindow(now, now.plus(needed).plus(TIME_TO_ANSWER));
    }
}
