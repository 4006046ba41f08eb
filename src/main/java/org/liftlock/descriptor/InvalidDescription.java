package org.liftlock.descriptor;

import java.util.List;
import java.util.stream.Collectors;

/** A description cannot be used; nothing was changed. Carries every problem found, not the first alone. */
public class InvalidDescription extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDescription(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
