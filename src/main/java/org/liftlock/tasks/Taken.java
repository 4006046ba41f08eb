package org.liftlock.tasks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Variable;

/**
 * What follows from an answer.
 *
 * @param answer carried on by the model's output mapping; empty where the model asks for none
 * @param rule the rule the answer is about
 * @param sentence what was answered, for the record
 * @param local variables for the model's output mapping, besides the answer
 * @param facts variables of the whole process
 */
record Taken(
        Optional<String> answer,
        RuleId rule,
        String sentence,
        Map<Variable<?>, Object> local,
        Map<Variable<?>, Object> facts) {

    static Taken answer(String answer, RuleId rule, String sentence) {
        return new Taken(Optional.of(answer), rule, sentence, Map.of(), Map.of());
    }

    static Taken noted(RuleId rule, String sentence) {
        return new Taken(Optional.empty(), rule, sentence, Map.of(), Map.of());
    }

    <T> Taken withLocal(Variable<T> variable, T value) {
        return new Taken(answer, rule, sentence, added(local, variable, value), facts);
    }

    <T> Taken with(Variable<T> variable, T value) {
        return new Taken(answer, rule, sentence, local, added(facts, variable, value));
    }

    private static Map<Variable<?>, Object> added(Map<Variable<?>, Object> to, Variable<?> variable, Object value) {
        Map<Variable<?>, Object> more = new LinkedHashMap<>(to);
        more.put(variable, value);
        return more;
    }
}
