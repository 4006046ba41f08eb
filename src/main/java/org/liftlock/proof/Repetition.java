package org.liftlock.proof;

/** A task or scope that runs for each of several: none of them, one that stands for every other, and so many. */
final class Repetition {

    private final Data data;
    private final Frame frame;
    private final Node node;

    Repetition(Data data, Frame frame, Node node) {
        this.data = data;
        this.frame = frame;
        this.node = node;
    }

    /** Adds the case that there is none, and lets the given beginning happen only when there is one. */
    void skip(Routes routes, TransitionBuilder begin) {
        int variable = ConditionReader.variable(node.cardinality)
                .map(name -> data.variable(frame.instance, name))
                .orElse(-1);
        TransitionBuilder none = frame.net.transition(node.part).note("none").take(frame.entry(node));
        if (variable >= 0) {
            Domain domain =
                    data.domain(ConditionReader.variable(node.cardinality).orElseThrow());
            none.guard(variable, domain.mask(Condition.Operator.LE, 0.0, true));
            begin.guard(variable, domain.mask(Condition.Operator.GT, 0.0, true));
        }
        boolean always = ConditionReader.constant(node.cardinality)
                .filter(times -> !times.toString().equals("0"))
                .isPresent();
        if (!always) {
            routes.add(none, node);
        }
    }
}
