package org.liftlock.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.*;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Edits that a process owner could make by mistake; each can be made at several elements of a model. */
enum Mutation {
    DROP_FLOW(SequenceFlow.class, (flow, bpmn) -> remove(flow)),
    BYPASS_TASK(Task.class, (task, bpmn) -> bypass(task)),
    BYPASS_CALL(CallActivity.class, (call, bpmn) -> bypass(call)),
    SWAP_WITH_NEXT_TASK(Task.class, (task, bpmn) -> swap(task)),
    LOOP_BACK(SequenceFlow.class, (flow, bpmn) -> loopBack(flow)),
    SKIP_AHEAD(SequenceFlow.class, (flow, bpmn) -> skipAhead(flow)),
    EXCLUSIVE_BECOMES_PARALLEL(
            ExclusiveGateway.class, (gateway, bpmn) -> become(gateway, bpmn.newInstance(ParallelGateway.class))),
    PARALLEL_BECOMES_EXCLUSIVE(
            ParallelGateway.class, (gateway, bpmn) -> become(gateway, bpmn.newInstance(ExclusiveGateway.class))),
    ADD_INTERRUPTING_TIMER(Activity.class, (activity, bpmn) -> addTimer(activity, bpmn)),
    MAKE_INTERRUPTING(BoundaryEvent.class, (event, bpmn) -> {
        boolean changes = !event.cancelActivity();
        event.setCancelActivity(true);
        return changes;
    }),
    MAKE_NOT_INTERRUPTING(BoundaryEvent.class, (event, bpmn) -> {
        boolean changes = event.cancelActivity()
                && event.getEventDefinitions().stream().noneMatch(ErrorEventDefinition.class::isInstance);
        event.setCancelActivity(false);
        return changes;
    }),
    REMOVE_BOUNDARY_EVENT(BoundaryEvent.class, (event, bpmn) -> removeNode(event)),
    SWAP_CONDITIONS(ExclusiveGateway.class, (gateway, bpmn) -> swapConditions(gateway)),
    SWAP_TARGETS(ExclusiveGateway.class, (gateway, bpmn) -> swapTargets(gateway)),
    END_BECOMES_TERMINATE(EndEvent.class, (end, bpmn) -> {
        boolean changes = end.getEventDefinitions().isEmpty();
        if (changes) {
            end.addChildElement(bpmn.newInstance(TerminateEventDefinition.class));
        }
        return changes;
    }),
    COMPLETE_EARLY(MultiInstanceLoopCharacteristics.class, (loop, bpmn) -> {
        boolean changes = loop.getCompletionCondition() == null;
        CompletionCondition early = bpmn.newInstance(CompletionCondition.class);
        early.setTextContent("${nrOfCompletedInstances > 0}");
        loop.setCompletionCondition(early);
        return changes;
    }),
    REMOVE_NOTED_ENDING(
            CamundaExecutionListener.class,
            (listener, bpmn) -> "${noteEnding}".equals(listener.getCamundaDelegateExpression()) && remove(listener));

    private final Function<BpmnModelInstance, List<?>> sites;
    private final BiPredicate<Object, BpmnModelInstance> edit;

    <E extends ModelElementInstance> Mutation(Class<E> type, BiPredicate<E, BpmnModelInstance> edit) {
        this.sites = bpmn -> List.copyOf(bpmn.getModelElementsByType(type));
        this.edit = (element, bpmn) -> edit.test(type.cast(element), bpmn);
    }

    int sitesIn(BpmnModelInstance bpmn) {
        return sites.apply(bpmn).size();
    }

    /** @return the name of what was edited, empty when the edit does not apply there */
    String apply(BpmnModelInstance bpmn, int site) {
        ModelElementInstance element = (ModelElementInstance) sites.apply(bpmn).get(site);
        String id = nameOf(element);
        return edit.test(element, bpmn) ? id : "";
    }

    private static String nameOf(ModelElementInstance element) {
        String id = element.getAttributeValue("id");
        return id == null || !(element instanceof FlowElement) ? nameOf(element.getParentElement()) : id;
    }

    private static boolean remove(ModelElementInstance element) {
        return element.getParentElement().removeChildElement(element);
    }

    private static boolean removeNode(FlowNode node) {
        List<SequenceFlow> flows = new ArrayList<>(node.getIncoming());
        flows.addAll(node.getOutgoing());
        flows.forEach(Mutation::remove);
        return remove(node);
    }

    private static boolean bypass(Activity activity) {
        if (activity.getOutgoing().size() != 1 || activity.getIncoming().isEmpty()) {
            return false;
        }
        FlowNode next = activity.getOutgoing().iterator().next().getTarget();
        for (BoundaryEvent event : attachedTo(activity)) {
            removeNode(event);
        }
        List.copyOf(activity.getIncoming()).forEach(flow -> retarget(flow, next));
        return removeNode(activity);
    }

    private static List<BoundaryEvent> attachedTo(Activity activity) {
        return activity.getParentElement().getChildElementsByType(BoundaryEvent.class).stream()
                .filter(event -> event.getAttachedTo() == activity)
                .toList();
    }

    private static void retarget(SequenceFlow flow, FlowNode target) {
        flow.getTarget().getIncoming().remove(flow);
        flow.setTarget(target);
        target.getIncoming().add(flow);
    }

    private static boolean swap(Task task) {
        if (task.getOutgoing().size() != 1
                || !(task.getOutgoing().iterator().next().getTarget() instanceof Task next)
                || next.getOutgoing().size() != 1
                || next.getIncoming().size() != 1) {
            return false;
        }
        SequenceFlow between = task.getOutgoing().iterator().next();
        SequenceFlow after = next.getOutgoing().iterator().next();
        List.copyOf(task.getIncoming()).forEach(flow -> retarget(flow, next));
        FlowNode last = after.getTarget();
        retarget(after, task);
        retarget(between, last);
        resource(after, next);
        resource(between, task);
        return true;
    }

    private static void resource(SequenceFlow flow, FlowNode source) {
        flow.setSource(source);
    }

    /** To the first activity of the same scope. */
    private static boolean loopBack(SequenceFlow flow) {
        Collection<Activity> activities = flow.getParentElement().getChildElementsByType(Activity.class);
        Activity first = activities.iterator().next();
        if (flow.getTarget() == first || flow.getSource() == first) {
            return false;
        }
        retarget(flow, first);
        return true;
    }

    private static boolean skipAhead(SequenceFlow flow) {
        FlowNode target = flow.getTarget();
        if (target.getOutgoing().isEmpty() || target.getIncoming().size() < 2 || target instanceof ParallelGateway) {
            return false;
        }
        retarget(flow, target.getOutgoing().iterator().next().getTarget());
        return true;
    }

    private static boolean become(Gateway gateway, Gateway other) {
        List<SequenceFlow> in = List.copyOf(gateway.getIncoming());
        List<SequenceFlow> out = List.copyOf(gateway.getOutgoing());
        if (in.size() + out.size() < 3) {
            return false;
        }
        other.setId(gateway.getId() + "-changed");
        gateway.getParentElement().addChildElement(other);
        in.forEach(flow -> retarget(flow, other));
        for (SequenceFlow flow : out) {
            if (flow.getConditionExpression() != null) {
                flow.removeConditionExpression();
            }
            gateway.getOutgoing().remove(flow);
            flow.setSource(other);
            other.getOutgoing().add(flow);
        }
        return remove(gateway);
    }

    private static boolean addTimer(Activity activity, BpmnModelInstance bpmn) {
        EndEvent end = activity.getParentElement().getChildElementsByType(EndEvent.class).stream()
                .filter(found -> found.getEventDefinitions().isEmpty())
                .findFirst()
                .orElse(null);
        if (end == null
                || activity.getElementType().getTypeName().equals("subProcess")
                        && activity.getIncoming().isEmpty()) {
            return false;
        }
        BoundaryEvent event = bpmn.newInstance(BoundaryEvent.class);
        event.setId("added-timer");
        activity.getParentElement().addChildElement(event);
        event.setAttachedTo(activity);
        TimerEventDefinition timer = bpmn.newInstance(TimerEventDefinition.class);
        event.addChildElement(timer);
        TimeDuration duration = bpmn.newInstance(TimeDuration.class);
        duration.setTextContent("PT1H");
        timer.setTimeDuration(duration);
        SequenceFlow flow = bpmn.newInstance(SequenceFlow.class);
        flow.setId("added-timer-to-end");
        activity.getParentElement().addChildElement(flow);
        flow.setSource(event);
        event.getOutgoing().add(flow);
        flow.setTarget(end);
        end.getIncoming().add(flow);
        return true;
    }

    private static boolean swapConditions(ExclusiveGateway gateway) {
        List<SequenceFlow> flows = gateway.getOutgoing().stream()
                .filter(flow -> flow.getConditionExpression() != null)
                .toList();
        if (flows.size() < 2) {
            return false;
        }
        String one = flows.get(0).getConditionExpression().getTextContent();
        flows.get(0)
                .getConditionExpression()
                .setTextContent(flows.get(1).getConditionExpression().getTextContent());
        flows.get(1).getConditionExpression().setTextContent(one);
        return true;
    }

    private static boolean swapTargets(ExclusiveGateway gateway) {
        List<SequenceFlow> flows = List.copyOf(gateway.getOutgoing());
        if (flows.size() < 2) {
            return false;
        }
        FlowNode one = flows.get(0).getTarget();
        retarget(flows.get(0), flows.get(flows.size() - 1).getTarget());
        retarget(flows.get(flows.size() - 1), one);
        return true;
    }

    /** Without the diagram, which would show what is no longer there. */
    static String written(BpmnModelInstance bpmn) {
        List.copyOf(bpmn.getDefinitions().getBpmDiagrams()).forEach(Mutation::remove);
        return Bpmn.convertToString(bpmn);
    }
}
