package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.process.Topic;

/** One element of a model with what the proof needs of it; {@link ModelReader} fills it in. */
final class Node {

    enum Kind {
        TASK,
        USER_TASK,
        CALL,
        SUBPROCESS,
        EVENT_SUBPROCESS,
        START,
        END,
        CATCH,
        THROW,
        BOUNDARY,
        EXCLUSIVE,
        PARALLEL,
        INCLUSIVE,
        EVENT_BASED
    }

    enum Event {
        NONE,
        TIMER,
        MESSAGE,
        SIGNAL,
        CONDITIONAL,
        ERROR,
        ESCALATION,
        TERMINATE,
        LINK
    }

    enum Loop {
        ONCE,
        PARALLEL,
        SEQUENTIAL
    }

    /** @param condition null when it has none */
    record Flow(String id, Node source, Node target, Condition condition) {}

    /**
     * A variable that the element writes.
     *
     * @param values what it can be, null for anything
     * @param source variable whose value it gets, null when it is no copy
     */
    record Write(String variable, List<Object> values, String source) {

        static Write anything(String variable) {
            return new Write(variable, null, null);
        }
    }

    final Part part;
    final Kind kind;
    final List<Flow> in = new ArrayList<>();
    final List<Flow> out = new ArrayList<>();
    final List<Node> attached = new ArrayList<>();
    final List<Write> writtenAtStart = new ArrayList<>();
    final List<Write> writtenAtEnd = new ArrayList<>();
    final List<Write> handedIn = new ArrayList<>();
    final List<Write> handedBack = new ArrayList<>();
    final List<org.liftlock.process.Bean> beans = new ArrayList<>();
    Event event = Event.NONE;
    String eventName;
    boolean interrupting = true;
    boolean repeats;
    Flow usual;
    Topic topic;
    boolean work;
    boolean mayWriteAnything;
    boolean bringsVariables;
    String form = "";
    String called;
    Loop loop = Loop.ONCE;
    String cardinality;
    boolean endsEarly;
    boolean sharesUnit;
    Scope inner;

    Node(Part part, Kind kind) {
        this.part = part;
        this.kind = kind;
    }

    Optional<Topic> touching() {
        return Optional.ofNullable(topic).filter(Meaning::touches);
    }

    boolean stopsAtOnce() {
        return out.size() == 1
                && out.get(0).target().topic == Topic.STOP_RUNNING_STEP
                && out.get(0).condition() == null;
    }

    boolean is(org.liftlock.process.Bean bean) {
        return beans.contains(bean);
    }

    @Override
    public String toString() {
        return part.process() + "/" + part.id();
    }
}
