package org.liftlock.proof;

import java.util.List;
import org.camunda.bpm.model.bpmn.instance.*;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.liftlock.process.Bean;
import org.liftlock.process.Variables;

/** Reads which variables an element writes: by its delegate, its listeners, its output mappings. */
final class WriteReader {

    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";

    private final Node node;

    WriteReader(Node node) {
        this.node = node;
    }

    void read(FlowNode element) {
        if (element instanceof ServiceTask || element instanceof SendTask || element instanceof BusinessRuleTask) {
            readWork(element);
        } else if (element instanceof ScriptTask) {
            node.mayWriteAnything = true;
        } else if (element instanceof UserTask) {
            node.bringsVariables = true;
            Meaning.writtenByForm(node.form).forEach(variable -> node.writtenAtEnd.add(Node.Write.anything(variable)));
        } else if (node.event == Node.Event.MESSAGE || element instanceof ReceiveTask) {
            node.bringsVariables = true;
        }
        if (element.getExtensionElements() != null) {
            readListeners(element);
            readMappings(element);
        }
    }

    private void readWork(FlowNode element) {
        String decided = element.getAttributeValueNs(ENGINE, "resultVariable");
        if (decided != null) {
            node.writtenAtEnd.add(Node.Write.anything(decided));
        }
        if (element.getAttributeValueNs(ENGINE, "decisionRef") != null || node.topic != null) {
            return;
        }
        Meaning.bean(element.getAttributeValueNs(ENGINE, "delegateExpression"))
                .ifPresentOrElse(bean -> note(bean, node.writtenAtEnd), () -> node.mayWriteAnything = true);
    }

    private void note(Bean bean, List<Node.Write> writes) {
        node.beans.add(bean);
        if (bean == Bean.NOTE_ENDING) {
            writes.add(new Node.Write(Variables.ENDING.name(), List.of(node.part.id()), null));
        } else {
            Meaning.writes(bean).forEach((variable, values) -> writes.add(new Node.Write(variable, values, null)));
        }
    }

    private void readListeners(FlowNode element) {
        for (CamundaExecutionListener listener :
                element.getExtensionElements().getChildElementsByType(CamundaExecutionListener.class)) {
            List<Node.Write> writes =
                    "start".equals(listener.getCamundaEvent()) ? node.writtenAtStart : node.writtenAtEnd;
            Meaning.bean(listener.getCamundaDelegateExpression())
                    .ifPresentOrElse(bean -> note(bean, writes), () -> node.mayWriteAnything = true);
        }
    }

    private void readMappings(FlowNode element) {
        for (CamundaInputOutput mapping :
                element.getExtensionElements().getChildElementsByType(CamundaInputOutput.class)) {
            for (CamundaOutputParameter out : mapping.getCamundaOutputParameters()) {
                node.writtenAtEnd.add(ActivityReader.write(out.getCamundaName(), null, out.getTextContent()));
            }
        }
    }
}
