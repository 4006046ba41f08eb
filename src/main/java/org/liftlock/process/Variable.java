package org.liftlock.process;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable with its type: ids, small words, numbers and dates only; content lives in our tables.
 *
 * @param <T> String, Integer, Boolean or java.util.Date
 */
public record Variable<T>(String name, Class<T> type) {

    public Optional<T> look(VariableScope scope) {
        return Optional.ofNullable(scope.getVariable(name)).map(type::cast);
    }

    /** For what an earlier step is bound to have written. */
    public T get(VariableScope scope) {
        return look(scope)
                .orElseThrow(() -> new IllegalStateException("The model reads \"" + name
                        + "\" before any step has written it; compare the model with the shipped one"));
    }

    public void set(VariableScope scope, T value) {
        scope.setVariable(name, value);
    }

    /** Only for the step or task itself; an output mapping carries it on. */
    public void setLocal(VariableScope scope, T value) {
        scope.setVariableLocal(name, value);
    }
}
