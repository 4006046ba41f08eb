package org.liftlock.tasks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All questions, by the user task that asks them. A task that an owner has added to a model has none. */
@Component
class Questions {

    private final Map<String, Question> byElement = new HashMap<>();

    Questions(List<Question> all) {
        for (Question question : all) {
            for (String element : question.elements()) {
                if (byElement.put(element, question) != null) {
                    throw new IllegalStateException("Two questions stand for the task \"" + element + "\"");
                }
            }
        }
    }

    Optional<Question> of(String element) {
        return Optional.ofNullable(byElement.get(element));
    }
}
