package org.liftlock.process;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * What may stand in a model: an allow list over every element and attribute of the engine's namespace. Scripts, classes,
 * connectors, field injection, shell and mail tasks are not on it; a new way to run code in a later engine is not either.
 */
final class ClosedModel {

    private static final Set<String> ENGINE_NAMESPACES =
            Set.of(BpmnParser.CAMUNDA_BPMN_EXTENSIONS_NS, "http://activiti.org/bpmn");

    private static final Set<String> ENGINE_ELEMENTS = Set.of(
            "properties",
            "property",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "list",
            "map",
            "entry",
            "value",
            "in",
            "out",
            "taskListener",
            "executionListener",
            "failedJobRetryTimeCycle",
            "errorEventDefinition");

    private static final Set<String> ENGINE_ATTRIBUTES = Set.of(
            "asyncBefore",
            "asyncAfter",
            "exclusive",
            "jobPriority",
            "assignee",
            "candidateUsers",
            "candidateGroups",
            "candidateStarterUsers",
            "candidateStarterGroups",
            "dueDate",
            "followUpDate",
            "priority",
            "formRef",
            "formRefBinding",
            "formRefVersion",
            "topic",
            "type",
            "taskPriority",
            "delegateExpression",
            "historyTimeToLive",
            "versionTag",
            "isStartableInTasklist",
            "initiator",
            "decisionRef",
            "decisionRefBinding",
            "decisionRefVersion",
            "decisionRefVersionTag",
            "mapDecisionResult",
            "resultVariable",
            "calledElementBinding",
            "calledElementVersion",
            "calledElementVersionTag",
            "collection",
            "elementVariable",
            "errorCodeVariable",
            "errorMessageVariable",
            "errorMessage",
            "escalationCodeVariable",
            "variableName",
            "variableEvents",
            "diagramRelationId",
            // Which element template of the Modeler a step was made with; the engine does not read it.
            "modelerTemplate",
            "modelerTemplateVersion");

    /** Attributes without a namespace, on elements of the engine's namespace. */
    private static final Set<String> PLAIN_ATTRIBUTES = Set.of(
            "id",
            "name",
            "value",
            "key",
            "event",
            "delegateExpression",
            "source",
            "sourceExpression",
            "target",
            "businessKey",
            "local",
            "errorRef",
            "expression");

    private final ClosedLanguage language;
    private final ModelVocabulary vocabulary;

    ClosedModel(ClosedLanguage language, ModelVocabulary vocabulary) {
        this.language = language;
        this.vocabulary = vocabulary;
    }

    /**
     * @param asNew a model being deployed has to use known delegates and topics; one that was accepted before has to stay
     *     readable for its running upgrades
     * @param complaint gets every sentence with the element it is about
     */
    void examine(Element element, boolean asNew, BiConsumer<String, Element> complaint) {
        examine(element, element, asNew, complaint);
    }

    private void examine(Element element, Element named, boolean asNew, BiConsumer<String, Element> complaint) {
        Element owner = isNamed(element) ? element : named;
        BiConsumer<String, Element> onOwner = (sentence, at) -> complaint.accept(sentence, owner);
        boolean ofEngine = ENGINE_NAMESPACES.contains(element.getUri());
        if (ofEngine && !ENGINE_ELEMENTS.contains(element.getTagName())) {
            onOwner.accept("<camunda:" + element.getTagName() + "> is not allowed in a model.", element);
        }
        if (!ofEngine && element.getTagName().equals("scriptTask")) {
            onOwner.accept("A script task is not allowed in a model: use a delegate or an external task.", element);
        }
        for (String attribute : element.attributes()) {
            examineAttribute(element, attribute, ofEngine, asNew, onOwner);
        }
        examineExpression(element.getText(), element, onOwner);
        refuseBean(element.getText().trim(), element, onOwner);
        element.elements().forEach(child -> examine(child, owner, asNew, complaint));
    }

    /** What an author would call an element: a task, a flow, an event, but not the expression inside it. */
    private static boolean isNamed(Element element) {
        return element.attribute("id") != null
                && !element.getTagName().matches(".*(Expression|Definition|Characteristics|time[A-Z].*)");
    }

    private void examineAttribute(
            Element element, String key, boolean ofEngine, boolean asNew, BiConsumer<String, Element> complaint) {
        String setting = element.attribute(key);
        String name = key.substring(key.lastIndexOf(':') + 1);
        Optional<String> namespace = ENGINE_NAMESPACES.stream()
                .filter(ns -> key.equals(ns + ":" + name))
                .findAny();
        boolean plain = key.equals(name);
        if (namespace.isPresent() && !ENGINE_ATTRIBUTES.contains(name)
                || ofEngine && plain && !PLAIN_ATTRIBUTES.contains(name)) {
            complaint.accept("The attribute camunda:" + name + " is not allowed in a model.", element);
            return;
        }
        if (plain && !ofEngine && (name.equals("language") || name.equals("scriptFormat"))) {
            complaint.accept("A script (" + name + "=\"" + setting + "\") is not allowed in a model.", element);
        }
        if (namespace.isPresent() && name.equals("type") && !setting.equals("external")) {
            complaint.accept("camunda:type=\"" + setting + "\" is not allowed: only \"external\" is.", element);
        }
        if (name.equals("delegateExpression") && (namespace.isPresent() || ofEngine)) {
            vocabulary
                    .complaintAboutDelegate(setting)
                    .filter(sentence -> asNew)
                    .ifPresent(sentence -> complaint.accept(sentence, element));
        } else {
            examineExpression(setting, element, complaint);
            refuseBean(setting, element, complaint);
        }
        if (namespace.isPresent() && name.equals("topic") && asNew) {
            vocabulary.complaintAboutTopic(setting).ifPresent(sentence -> complaint.accept(sentence, element));
        }
    }

    private void examineExpression(String text, Element element, BiConsumer<String, Element> complaint) {
        if (text == null || !text.contains("${") && !text.contains("#{")) {
            return;
        }
        try {
            language.build(text.trim());
        } catch (RefusedExpression e) {
            complaint.accept(e.getMessage(), element);
        }
    }

    private void refuseBean(String text, Element element, BiConsumer<String, Element> complaint) {
        if (text != null && language.isWholeBean(text)) {
            complaint.accept("The bean " + text + " can only be used as camunda:delegateExpression.", element);
        }
    }
}
