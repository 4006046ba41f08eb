package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Does it work for the users? Asked of those whom the plan names, one after the other by their turn (R39). */
@Component
class SignOff implements Question {

    private static final String WORKS = "works";
    private static final String WITH_A_PROBLEM = "works-with-a-problem";
    private static final String DOES_NOT = "does-not-work";
    private static final int MOST = 7;
    private static final int DAYS_TO_SETTLE = 14;

    private final Units units;
    private final KnownIssues issues;

    SignOff(Units units, KnownIssues issues) {
        this.units = units;
        this.issues = issues;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.SIGN_OFF);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(representative(situation))
                .onSilence("you are reminded; the way back stays until you have answered")
                .show(Shown.FACTS, facts(situation))
                .choice(WORKS, "It works")
                .choice(WITH_A_PROBLEM, "It works, with a problem")
                .choice(DOES_NOT, "It does not work")
                .build();
    }

    @Override
    public Taken take(Given given) {
        String answer = given.answer();
        String problem = given.fields().text("problem").orElse("");
        if (answer.equals(WITH_A_PROBLEM)) {
            issues.note(
                    given.key(),
                    new KnownIssues.Entry(
                            KnownIssues.Kind.KNOWN_ISSUE,
                            problem,
                            given.situation().description().owner(),
                            Issue.today(given).plusDays(DAYS_TO_SETTLE)),
                    given.by());
        }
        Taken taken = Taken.noted(RuleId.R39, answer.replace('-', ' ') + (problem.isEmpty() ? "" : ": " + problem));
        return switch (answer) {
            case DOES_NOT -> taken.with(Variables.SIGN_OFF_VERDICT, DOES_NOT).with(Variables.SIGN_OFF_OVER, true);
            case WITH_A_PROBLEM -> taken.with(Variables.SIGN_OFF_VERDICT, WITH_A_PROBLEM);
            default -> taken;
        };
    }

    private static Assignment representative(Situation situation) {
        List<String> named = situation.neededPlan().signOff();
        int turn = situation.place().turn();
        return turn < named.size() ? Assignment.to(named.get(turn)) : Assignment.AS_MODELLED;
    }

    private Markdown facts(Situation situation) {
        return new Markdown()
                .items("Please try", toTry(situation))
                .items("Known not to work", known(situation))
                .fact("Contact", plain(situation.description().owner()))
                .fact("Way back", WayBack.of(situation).now(true));
    }

    private List<String> known(Situation situation) {
        List<String> sentences = new ArrayList<>();
        situation.description().request().known().forEach(issue -> sentences.add(plain(issue)));
        issues.of(situation.key()).stream()
                .filter(entry -> entry.kind() == KnownIssues.Kind.KNOWN_ISSUE)
                .forEach(entry -> sentences.add(plain(entry.sentence())));
        return sentences;
    }

    /** Checks the machine has passed already, in the words of whoever described the system. */
    private List<String> toTry(Situation situation) {
        List<String> things = new ArrayList<>();
        for (TargetDescription target : raised(situation)) {
            target.checks().stream()
                    .filter(check -> check.skipped().isEmpty())
                    .flatMap(check -> inWords(check).stream())
                    .filter(words -> things.stream()
                            .noneMatch(earlier -> leadsTo(earlier).equals(leadsTo(words))))
                    .forEach(things::add);
        }
        things.add("What you do every day with " + plain(situation.description().name()));
        things.add("Whether anything you had entered before is still there");
        return things.stream().skip(Math.max(0, things.size() - MOST)).toList();
    }

    private List<TargetDescription> raised(Situation situation) {
        return units.of(situation.key()).stream()
                .filter(unit -> unit.mode() == UnitOfChange.Mode.RAISE)
                .filter(unit ->
                        unit.result().filter(UnitOfChange.Result.RAISED::equals).isPresent())
                .findFirst()
                .map(units::describe)
                .orElse(List.of());
    }

    private static Optional<String> inWords(CheckSpec check) {
        Optional<String> address = Optional.ofNullable(check.settings().get("http"))
                .map(SignOff::address)
                .filter(found -> found.startsWith("http"));
        String words = plain(check.id().replace('-', ' '));
        return check.type().equals("http") && address.isPresent()
                ? Optional.of("Open " + Markdown.link(words, address.get()))
                : check.says().map(otherwise -> "It must not be so that " + plain(otherwise));
    }

    /** Several checks may look at one page; a person opens it once. */
    private static String leadsTo(String words) {
        int link = words.indexOf("](");
        return link < 0 ? words : words.substring(link);
    }

    private static String address(Object written) {
        return written instanceof Map<?, ?> settings ? String.valueOf(settings.get("url")) : String.valueOf(written);
    }
}
