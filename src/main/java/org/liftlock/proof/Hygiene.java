package org.liftlock.proof;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.*;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.liftlock.process.UpgradeProcess;

/** What a look at single elements tells. What the closed model and the set of files ask for is checked with them. */
final class Hygiene {

    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";

    private final String resource;
    private final List<Finding> findings = new ArrayList<>();

    private Hygiene(String resource) {
        this.resource = resource;
    }

    static List<Finding> of(String resource, BpmnModelInstance bpmn) {
        Hygiene hygiene = new Hygiene(resource);
        Set<String> drawn = bpmn.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() != null)
                .map(shape -> shape.getBpmnElement().getId())
                .collect(Collectors.toSet());
        bpmn.getModelElementsByType(Process.class).forEach(hygiene::process);
        bpmn.getModelElementsByType(FlowNode.class).forEach(node -> hygiene.node(node, drawn));
        bpmn.getModelElementsByType(TimerEventDefinition.class).forEach(hygiene::timer);
        return hygiene.findings;
    }

    private void process(Process process) {
        if (!process.isExecutable()) {
            find(
                    Finding.Severity.WARNING,
                    "executable",
                    process,
                    "is not executable, so nobody can start it.",
                    "Tick \"Executable\".");
        }
        if (process.getCamundaHistoryTimeToLiveString() == null) {
            find(
                    Finding.Severity.WARNING,
                    "history-time-to-live",
                    process,
                    "does not say how long its history is kept.",
                    "Set the history time to live, such as P3650D.");
        }
    }

    private void node(FlowNode node, Set<String> drawn) {
        boolean external = "external".equals(node.getAttributeValueNs(ENGINE, "type"));
        if (external && !node.isCamundaAsyncAfter()) {
            find(
                    Finding.Severity.ERROR,
                    "async-after",
                    node,
                    "loses the outcome of its step when anything behind it fails.",
                    "Tick \"Asynchronous after\".");
        }
        if (node instanceof UserTask task) {
            userTask(task);
        }
        if (node instanceof CallActivity call) {
            call(call);
        }
        if (!drawn.contains(node.getId())) {
            find(
                    Finding.Severity.WARNING,
                    "diagram",
                    node,
                    "is not on the diagram, so nobody can see it.",
                    "Draw it, or let the Modeler save the diagram again.");
        }
    }

    private void userTask(UserTask task) {
        if (task.getCamundaAssignee() == null
                && task.getCamundaCandidateUsers() == null
                && task.getCamundaCandidateGroups() == null) {
            find(
                    Finding.Severity.ERROR,
                    "candidates",
                    task,
                    "is offered to nobody.",
                    "Name candidate groups: " + String.join(", ", UpgradeProcess.GROUPS) + ".");
        }
        for (String group : task.getCamundaCandidateGroupsList()) {
            if (!group.contains("{") && !UpgradeProcess.GROUPS.contains(group.trim())) {
                find(
                        Finding.Severity.WARNING,
                        "candidates",
                        task,
                        "is offered to the group \"" + group.trim() + "\", which is none of ours.",
                        "Groups are: " + String.join(", ", UpgradeProcess.GROUPS) + ".");
            }
        }
    }

    private void call(CallActivity call) {
        if (!"deployment".equals(call.getCamundaCalledElementBinding())) {
            find(
                    Finding.Severity.ERROR,
                    "binding",
                    call,
                    "calls whatever version is the newest then, not the one it was proved with.",
                    "Bind the called element by \"deployment\".");
        }
        if (call.getExtensionElements() == null) {
            return;
        }
        boolean everything = call.getExtensionElements().getChildElementsByType(CamundaIn.class).stream()
                        .anyMatch(in -> "all".equals(in.getCamundaVariables()))
                || call.getExtensionElements().getChildElementsByType(CamundaOut.class).stream()
                        .anyMatch(out -> "all".equals(out.getCamundaVariables()));
        if (everything) {
            find(
                    Finding.Severity.ERROR,
                    "named-variables",
                    call,
                    "hands over all variables, and so would write old values over newer ones.",
                    "Name each variable that is handed in or back.");
        }
    }

    private void timer(TimerEventDefinition timer) {
        check(timer, timer.getTimeDuration(), "a duration such as PT4H", Hygiene::isDuration);
        check(timer, timer.getTimeDate(), "a date such as 2027-01-31T22:00:00+01:00", Hygiene::isDate);
        check(timer, timer.getTimeCycle(), "a repetition such as R3/P1D", Hygiene::isCycle);
    }

    private void check(
            TimerEventDefinition timer,
            ModelElementInstance expression,
            String wanted,
            java.util.function.Predicate<String> holds) {
        if (expression == null) {
            return;
        }
        String text = expression.getTextContent().trim();
        if (!text.contains("${") && !text.contains("#{") && !holds.test(text)) {
            find(
                    Finding.Severity.ERROR,
                    "timer",
                    (BaseElement) timer.getParentElement(),
                    "waits for \"" + text + "\", which is no time.",
                    "Write " + wanted + ".");
        }
    }

    private static boolean isDuration(String text) {
        String[] parts = text.split("T", 2);
        try {
            if (!parts[0].equals("P")) {
                Period.parse(parts[0]);
            }
            return parts.length == 1 || !Duration.parse("PT" + parts[1]).isNegative();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            OffsetDateTime.parse(text.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? text : text + "Z");
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A repetition, or a line for cron. */
    private static boolean isCycle(String text) {
        if (!text.startsWith("R")) {
            return text.split("\\s+").length >= 6;
        }
        String[] parts = text.split("/");
        return parts[0].matches("R\\d*")
                && parts.length >= 2
                && parts.length <= 3
                && (isDuration(parts[parts.length - 1]) || isDate(parts[parts.length - 1]));
    }

    private void find(Finding.Severity severity, String rule, BaseElement element, String what, String remedy) {
        String name = element.getAttributeValue("name");
        findings.add(new Finding(
                rule,
                Aspect.HYGIENE,
                severity,
                resource,
                processOf(element),
                List.of(element.getId()),
                "\"" + (name == null || name.isBlank() ? element.getId() : name) + "\" " + what,
                remedy,
                List.of()));
    }

    private static String processOf(ModelElementInstance element) {
        return element == null
                ? ""
                : element instanceof Process process ? process.getId() : processOf(element.getParentElement());
    }
}
