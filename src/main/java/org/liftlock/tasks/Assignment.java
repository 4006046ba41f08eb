package org.liftlock.tasks;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is asked.
 *
 * @param person the one the task is given to; a group may stand here too
 * @param standIns who may answer as well
 * @param groups groups it is offered to; empty for those the model names
 */
record Assignment(Optional<String> person, List<String> standIns, Optional<List<String>> groups) {

    /** Whoever the model offers it to. */
    static final Assignment AS_MODELLED = new Assignment(Optional.empty(), List.of(), Optional.empty());

    /** The first name that is not blank gets it, the others may stand in; without any, whoever the model says. */
    static Assignment to(String... names) {
        List<String> named = Stream.of(names)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        return named.isEmpty()
                ? AS_MODELLED
                : new Assignment(Optional.of(named.get(0)), named.subList(1, named.size()), Optional.empty());
    }

    static Assignment toGroup(String group) {
        return new Assignment(Optional.empty(), List.of(), Optional.of(List.of(group)));
    }

    static Assignment toDecider(Situation situation) {
        return situation.plan().map(plan -> to(plan.decider(), plan.deputy())).orElse(AS_MODELLED);
    }

    static Assignment toEngineer(Situation situation) {
        return situation
                .plan()
                .map(plan -> to(plan.engineer()))
                .filter(named -> named.person().isPresent())
                .orElseGet(() ->
                        to(situation.description().request().people().engineer().orElse("")));
    }
}
