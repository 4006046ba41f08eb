package org.liftlock.ansible;

import java.util.List;

/** An inventory that cannot be taken over, with everything that is wrong in it. */
public final class UnreadableInventory extends RuntimeException {

    private final transient List<Remark> problems;

    UnreadableInventory(List<Remark> problems) {
        super(problems.isEmpty() ? "" : problems.get(0).sentence());
        this.problems = List.copyOf(problems);
    }

    public List<Remark> problems() {
        return problems;
    }
}
