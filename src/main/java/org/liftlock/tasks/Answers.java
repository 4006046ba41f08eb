package org.liftlock.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.record.Journal;
import org.liftlock.tasks.CarriedAnswers.Carried;
import org.springframework.stereotype.Component;

/** Takes an answer: the rules of the form, then what was offered, then the question's own rules, then the record. */
@Component
class Answers {

    private final Situations situations;
    private final Questions questions;
    private final FormRules forms;
    private final Upgrades upgrades;
    private final Journal journal;
    private final ObjectMapper json;

    Answers(
            Situations situations,
            Questions questions,
            FormRules forms,
            Upgrades upgrades,
            Journal journal,
            ObjectMapper json) {
        this.situations = situations;
        this.questions = questions;
        this.forms = forms;
        this.upgrades = upgrades;
        this.journal = journal;
        this.json = json;
    }

    /**
     * @param form empty for a task without a form
     * @param content what was filled in, by field
     * @param carried the decision for all like it that is brought here, when it is one
     * @throws AnswerRefused naming what to change
     */
    Optional<Taken> take(
            Place place, String by, Optional<String> form, Map<String, Object> content, Optional<Carried> carried) {
        form.ifPresent(name -> forms.check(name, content));
        Situation situation = situations.of(place);
        Given given = new Given(
                situation, new Fields(content, situation.description().site().timeZone()), by, carried);
        try {
            Optional<Taken> taken = questions.of(place.element()).map(question -> take(question, given));
            tell(given, form, taken);
            return taken;
        } catch (IllegalArgumentException refused) {
            throw new AnswerRefused(refused.getMessage());
        }
    }

    private Taken take(Question question, Given given) {
        offered(question.ask(given.situation()).choices(), given);
        question.makeSure(given);
        upgrades.lock(given.key());
        return question.take(given);
    }

    /** By what may be chosen now, not by what the form has shown or a client claims. */
    private static void offered(List<Choice> choices, Given given) {
        if (!choices.isEmpty() && choices.stream().map(Choice::value).noneMatch(given::answers)) {
            throw new AnswerRefused(
                    "Field \"answer\": \"" + given.fields().text(Asked.ANSWER).orElse("")
                            + "\" is not offered now; choose one of "
                            + choices.stream().map(Choice::value).collect(Collectors.joining(", ")));
        }
    }

    private void tell(Given given, Optional<String> form, Optional<Taken> taken) {
        String asked = form.orElse(given.situation().place().element());
        journal.tell(
                Optional.of(given.key()),
                given.by(),
                "answered",
                taken.map(what -> what.rule().name()),
                taken.map(Taken::sentence)
                        .orElseGet(
                                () -> "Completed " + given.situation().place().element()),
                Optional.of(journal.keep(written(asked, given))));
    }

    private String written(String asked, Given given) {
        Map<String, Object> content = new TreeMap<>(given.fields().given());
        content.values().removeIf(Objects::isNull);
        content.put("form", asked);
        content.put("by", given.by());
        given.carried().ifPresent(carried -> content.put("carriedFrom", carried.fromUnit()));
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("An answer to " + asked + " cannot be written", unwritable);
        }
    }
}
