package org.liftlock.proof;

import org.camunda.bpm.model.bpmn.instance.*;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;

/** Reads what a task does, what a call calls, and how often. */
final class ActivityReader {

    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";

    private final Node node;

    ActivityReader(Node node) {
        this.node = node;
    }

    void read(Activity activity) {
        if (activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop) {
            repeat(loop);
        }
        String topic = activity.getAttributeValueNs(ENGINE, "topic");
        boolean external = "external".equals(activity.getAttributeValueNs(ENGINE, "type"));
        node.work = external || activity instanceof ServiceTask || activity instanceof SendTask;
        if (external) {
            node.topic = Meaning.topic(topic).orElse(null);
        }
        String form = activity.getAttributeValueNs(ENGINE, "formRef");
        node.form = form == null ? "" : form;
        if (activity instanceof CallActivity call) {
            call(call);
        }
    }

    private void repeat(MultiInstanceLoopCharacteristics loop) {
        node.loop = loop.isSequential() ? Node.Loop.SEQUENTIAL : Node.Loop.PARALLEL;
        node.cardinality = loop.getLoopCardinality() == null
                ? null
                : loop.getLoopCardinality().getTextContent();
        node.endsEarly = loop.getCompletionCondition() != null;
    }

    private void call(CallActivity call) {
        node.called = call.getCalledElement() == null ? "" : call.getCalledElement();
        if (call.getExtensionElements() == null) {
            return;
        }
        for (CamundaIn in : call.getExtensionElements().getChildElementsByType(CamundaIn.class)) {
            if (in.getCamundaTarget() != null) {
                node.handedIn.add(write(in.getCamundaTarget(), in.getCamundaSource(), in.getCamundaSourceExpression()));
                node.sharesUnit |= in.getCamundaTarget().equals("unitId")
                        && (UNIT.equals(in.getCamundaSource())
                                || ConditionReader.variable(in.getCamundaSourceExpression())
                                        .filter(UNIT::equals)
                                        .isPresent());
            }
        }
        for (CamundaOut out : call.getExtensionElements().getChildElementsByType(CamundaOut.class)) {
            if (out.getCamundaTarget() != null) {
                node.handedBack.add(
                        write(out.getCamundaTarget(), out.getCamundaSource(), out.getCamundaSourceExpression()));
            } else {
                node.mayWriteAnything |= "all".equals(out.getCamundaVariables());
            }
        }
    }

    private static final String UNIT = "unitId";

    static Node.Write write(String target, String source, String expression) {
        if (source != null) {
            return new Node.Write(target, null, source);
        }
        return ConditionReader.variable(expression)
                .map(variable -> new Node.Write(target, null, variable))
                .orElseGet(() -> new Node.Write(
                        target,
                        ConditionReader.constant(expression)
                                .map(constant -> java.util.List.of(constant))
                                .orElse(null),
                        null));
    }
}
