package org.liftlock.tasks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question made out for a situation.
 *
 * @param onSilence what happens when nobody answers in time, in a sentence
 * @param shown texts in Markdown; what is missing is not shown
 * @param selections what else there is to choose among, by the variable that a field of the form takes it from
 * @param proposals what fields of the form are filled in with
 */
record Asked(
        Assignment people,
        Optional<String> onSilence,
        Map<Shown, String> shown,
        List<Choice> choices,
        Map<String, List<Choice>> selections,
        Map<String, Object> proposals) {

    static final String ANSWER = "answer";

    static Builder to(Assignment people) {
        return new Builder(people);
    }

    /** Makes a question out step by step; everything is optional. */
    static final class Builder {

        private final Assignment people;
        private Optional<String> onSilence = Optional.empty();
        private final Map<Shown, String> shown = new EnumMap<>(Shown.class);
        private final List<Choice> choices = new ArrayList<>();
        private final Map<String, List<Choice>> selections = new LinkedHashMap<>();
        private final Map<String, Object> proposals = new LinkedHashMap<>();

        private Builder(Assignment people) {
            this.people = people;
        }

        Builder onSilence(String sentence) {
            onSilence = Optional.of(sentence);
            return this;
        }

        Builder show(Shown where, Markdown text) {
            text.text().ifPresent(content -> shown.put(where, content));
            return this;
        }

        Builder choice(String value, String label) {
            choices.add(new Choice(value, label));
            return this;
        }

        Builder choiceIf(boolean offered, String value, String label) {
            return offered ? choice(value, label) : this;
        }

        Builder select(String variable, List<Choice> among) {
            selections.put(variable, among);
            return this;
        }

        Builder propose(String field, Object content) {
            proposals.put(field, content);
            return this;
        }

        Asked build() {
            return new Asked(
                    people,
                    onSilence,
                    Map.copyOf(shown),
                    List.copyOf(choices),
                    Map.copyOf(selections),
                    new LinkedHashMap<>(proposals));
        }
    }
}
