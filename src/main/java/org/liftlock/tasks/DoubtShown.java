package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;

/** Unknown outcomes as a form shows them, on one screen: the more targets, the fewer lines of output of each. */
record DoubtShown(String toVersion, Times times) {

    private static final int LINES = 10;
    /** From here on a target gets one line; its output stays a click away. */
    private static final int MANY = 4;

    Markdown of(List<InDoubt> doubts, List<EffectResult> elsewhere) {
        Markdown text = new Markdown();
        if (doubts.size() > MANY) {
            text.items("What is known", doubts.stream().map(this::inShort).toList());
        } else {
            doubts.forEach(doubt -> add(text, doubt, LINES / doubts.size()));
        }
        return text.items(
                "The same step elsewhere",
                elsewhere.stream().map(DoubtShown::ended).toList());
    }

    private void add(Markdown text, InDoubt doubt, int lines) {
        List<String> known = new ArrayList<>(List.of(
                "Its process: " + doubt.process(),
                "Rebooted: " + doubt.rebooted(),
                "When: " + doubt.since(times),
                "What the launcher said: " + doubt.said()));
        versions(doubt).forEach(known::add);
        text.items(words(doubt.effect().kind()) + " on " + doubt.target() + ": nobody knows how it ended", known);
        List<String> last =
                doubt.output().map(output -> LastLines.of(output, lines)).orElse(List.of());
        if (last.isEmpty()) {
            text.fact(
                    "Its last output",
                    doubt.output().isPresent() ? "it printed nothing" : "could not be read: " + doubt.said());
        } else {
            text.text("**Its last output**, read " + times.clock(doubt.effect().askedAt())
                            + doubt.effect()
                                    .log()
                                    .map(log -> " (all of it: evidence " + log.brief() + ")")
                                    .orElse(""))
                    .code(last);
        }
    }

    private List<String> versions(InDoubt doubt) {
        if (doubt.effect().kind() != EffectKind.APPLY) {
            return List.of();
        } else if (doubt.versions().isEmpty()) {
            return List.of("Version: the description names none that can be read back");
        }
        return List.of(
                "Version read back at " + times.clock(doubt.versions().get(0).at()) + ": "
                        + doubt.versions().stream()
                                .map(version -> version.sentence(toVersion))
                                .collect(Collectors.joining("; ")));
    }

    private String inShort(InDoubt doubt) {
        return "**" + doubt.target() + "** process " + doubt.process() + "; rebooted: " + doubt.rebooted()
                + doubt.versions().stream()
                        .limit(1)
                        .map(version -> "; " + version.sentence(toVersion) + " (" + times.clock(version.at()) + ")")
                        .collect(Collectors.joining());
    }

    private static String ended(EffectResult result) {
        EffectOutcome outcome = result.outcome();
        return plain(result.target().toString()) + ": "
                + outcome.word().toLowerCase().replace('_', ' ')
                + (outcome.detail().isBlank() ? "" : " (" + plain(outcome.detail()) + ")");
    }

    private static String words(EffectKind kind) {
        String word = kind.name().toLowerCase().replace('_', ' ');
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
