package org.liftlock.process;

import java.util.stream.Stream;

/**
 * A way in which a process model makes an engine run code.
 *
 * @param place what a person would call it
 * @param kind what carries the code
 * @param elements elements of a process, the one between start and end having the id {@code step}
 * @param before what stands before the process
 */
record Route(String place, Kind kind, String elements, String before) {

    enum Kind {
        EXPRESSION,
        SCRIPT,
        CLASS
    }

    static Stream<Route> all() {
        return Stream.of(expressions(), expressionsInEvents(), expressionsInForms(), beans(), scripts(), classes())
                .flatMap(routes -> routes);
    }

    private static Stream<Route> expressions() {
        return Stream.of(
                expression("condition of a flow", """
                        <exclusiveGateway id="step" default="f2"/><endEvent id="other"/>
                        <sequenceFlow id="guard" sourceRef="step" targetRef="other">
                          <conditionExpression>${CALL == 'x'}</conditionExpression></sequenceFlow>"""),
                expression("service task", "<serviceTask id=\"step\" camunda:expression=\"${CALL}\"/>"),
                expression("service task, deferred", "<serviceTask id=\"step\" camunda:expression=\"#{CALL}\"/>"),
                expression("service task, other namespace", "<serviceTask id=\"step\" old:expression=\"${CALL}\"/>"),
                expression("delegate", "<serviceTask id=\"step\" camunda:delegateExpression=\"${CALL}\"/>"),
                expression("send task", "<sendTask id=\"step\" camunda:expression=\"${CALL}\"/>"),
                expression("business rule task", "<businessRuleTask id=\"step\" camunda:expression=\"${CALL}\"/>"),
                expression("name of a decision", "<businessRuleTask id=\"step\" camunda:decisionRef=\"${CALL}\"/>"),
                expression("listener of an execution", extended("serviceTask", """
                        <camunda:executionListener event="start" expression="${CALL}"/>""")),
                expression("delegate of a listener", extended("manualTask", """
                        <camunda:executionListener event="end" delegateExpression="${CALL}"/>""")),
                expression("listener of a task", extended("userTask", """
                        <camunda:taskListener event="create" expression="${CALL}"/>""")),
                expression("listener of a flow", """
                        <manualTask id="step"/><endEvent id="other"/>
                        <sequenceFlow id="second" sourceRef="step" targetRef="other"><extensionElements>
                          <camunda:executionListener event="take" expression="${CALL}"/>
                        </extensionElements></sequenceFlow>"""),
                expression("input", extended("manualTask", mapping("input", "${CALL}"))),
                expression("output", extended("manualTask", mapping("output", "${CALL}"))),
                expression("entry of a map", extended("manualTask", mapping("input", """
                        <camunda:map><camunda:entry key="k">${CALL}</camunda:entry></camunda:map>"""))),
                expression("entry of a list", extended("manualTask", mapping("input", """
                        <camunda:list><camunda:value>${CALL}</camunda:value></camunda:list>"""))),
                expression("text around", extended("manualTask", mapping("input", "Level ${CALL} of ${1}"))),
                expression("collection of a multi-instance", """
                        <userTask id="step"><multiInstanceLoopCharacteristics camunda:collection="${CALL}"/></userTask>"""),
                expression("number of instances", """
                        <userTask id="step"><multiInstanceLoopCharacteristics>
                          <loopCardinality>${CALL}</loopCardinality></multiInstanceLoopCharacteristics></userTask>"""),
                expression("completion of a multi-instance", """
                        <userTask id="step"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>
                          <completionCondition>${CALL == 'x'}</completionCondition>
                        </multiInstanceLoopCharacteristics></userTask>"""),
                expression("called process", "<callActivity id=\"step\" calledElement=\"${CALL}\"/>"),
                expression("variable handed in", calling("<camunda:in sourceExpression=\"${CALL}\" target=\"t\"/>")),
                expression("variable handed back", calling("<camunda:out sourceExpression=\"${CALL}\" target=\"t\"/>")),
                expression("key of the called process", calling("<camunda:in businessKey=\"${CALL}\"/>")),
                expression("topic", "<serviceTask id=\"step\" camunda:type=\"external\" camunda:topic=\"${CALL}\"/>"),
                expression("priority of an external task", """
                        <serviceTask id="step" camunda:type="external" camunda:topic="back-up"
                          camunda:taskPriority="${CALL}"/>"""),
                expression("error of an external task", """
                        <serviceTask id="step" camunda:type="external" camunda:topic="back-up"><extensionElements>
                          <camunda:errorEventDefinition id="d" errorRef="error" expression="${CALL == 'x'}"/>
                        </extensionElements></serviceTask>"""),
                expression("priority of a job", """
                        <manualTask id="step" camunda:asyncBefore="true" camunda:jobPriority="${CALL}"/>"""),
                expression("repetition of a job", """
                        <serviceTask id="step" camunda:asyncBefore="true" camunda:delegateExpression="${missing}">
                          <extensionElements><camunda:failedJobRetryTimeCycle>${CALL}</camunda:failedJobRetryTimeCycle>
                        </extensionElements></serviceTask>"""));
    }

    private static Stream<Route> expressionsInEvents() {
        return Stream.of(
                expression("duration of a timer", timer("timeDuration")),
                expression("date of a timer", timer("timeDate")),
                expression("timer at a task", """
                        <userTask id="step"/><endEvent id="other"/>
                        <boundaryEvent id="late" attachedToRef="step"><timerEventDefinition>
                          <timeCycle>${CALL}</timeCycle></timerEventDefinition></boundaryEvent>
                        <sequenceFlow id="f3" sourceRef="late" targetRef="other"/>"""),
                new Route("name of a message", Kind.EXPRESSION, """
                        <receiveTask id="step" messageRef="message"/>""", """
                        <message id="message" name="${CALL}"/>"""),
                new Route("name of a signal", Kind.EXPRESSION, """
                        <intermediateThrowEvent id="step"><signalEventDefinition signalRef="signal"/>
                        </intermediateThrowEvent>""", """
                        <signal id="signal" name="${CALL}"/>"""),
                new Route("content of a signal", Kind.EXPRESSION, """
                        <intermediateThrowEvent id="step"><signalEventDefinition signalRef="signal"><extensionElements>
                          <camunda:in sourceExpression="${CALL}" target="t"/></extensionElements>
                        </signalEventDefinition></intermediateThrowEvent>""", """
                        <signal id="signal" name="s"/>"""),
                expression("condition that is waited for", """
                        <intermediateCatchEvent id="step"><conditionalEventDefinition>
                          <condition>${CALL == 'x'}</condition></conditionalEventDefinition></intermediateCatchEvent>"""),
                expression("message that is thrown", """
                        <intermediateThrowEvent id="step"><messageEventDefinition camunda:expression="${CALL}"/>
                        </intermediateThrowEvent>"""),
                expression("message of an error", """
                        <subProcess id="step"><startEvent id="begin"/><endEvent id="failed">
                          <errorEventDefinition errorRef="said"/></endEvent>
                          <sequenceFlow id="f4" sourceRef="begin" targetRef="failed"/></subProcess>"""));
    }

    private static Stream<Route> expressionsInForms() {
        return Stream.concat(
                Stream.of(
                        expression("proposal of a form field", extended("userTask", """
                                <camunda:formData><camunda:formField id="f" type="string" defaultValue="${CALL}"/>
                                </camunda:formData>""")),
                        expression("label of a form field", extended("userTask", """
                                <camunda:formData><camunda:formField id="f" type="string" label="${CALL}"/>
                                </camunda:formData>"""))),
                Stream.of(
                                "formKey",
                                "formRef",
                                "assignee",
                                "candidateUsers",
                                "candidateGroups",
                                "dueDate",
                                "followUpDate",
                                "priority")
                        .map(attribute -> expression(attribute + " of a task", """
                                <userTask id="step" camunda:%s="${CALL}" %s/>""".formatted(
                                        attribute,
                                        attribute.equals("formRef") ? "camunda:formRefBinding=\"deployment\"" : ""))));
    }

    private static Stream<Route> beans() {
        return Stream.of(
                expression("bean of the application", """
                        <serviceTask id="step" camunda:expression="${BEAN.leaveMark()}"/>"""),
                expression("engine behind the execution", """
                        <serviceTask id="step" camunda:expression="${
                          execution.processEngineServices.processEngineConfiguration.beans.BEAN.leaveMark()}"/>"""),
                expression("engine behind the execution, by index", """
                        <serviceTask id="step" camunda:expression="${
                          execution['processEngineServices']['processEngineConfiguration'].beans['BEAN'].leaveMark()}"/>"""),
                expression("engine behind a task", extended("userTask", """
                        <camunda:taskListener event="create" expression="${
                          task.execution.processEngineServices.processEngineConfiguration.beans.BEAN.leaveMark()}"/>""")));
    }

    /** The engine brings two script engines with it, also where no other is on the class path. */
    private static Stream<Route> scripts() {
        return Stream.of(
                script(
                        "script task",
                        "<scriptTask id=\"step\" scriptFormat=\"juel\"><script>${CALL}</script></scriptTask>"),
                script("script of a condition", """
                        <exclusiveGateway id="step" default="f2"/><endEvent id="other"/>
                        <sequenceFlow id="guard" sourceRef="step" targetRef="other">
                          <conditionExpression xsi:type="tFormalExpression" language="juel">${CALL == 'x'}</conditionExpression></sequenceFlow>"""),
                script("script of a listener", extended("manualTask", """
                        <camunda:executionListener event="start">SCRIPT</camunda:executionListener>""")),
                script("script of a task listener", extended("userTask", """
                        <camunda:taskListener event="create">SCRIPT</camunda:taskListener>""")),
                script("script of an input", extended("manualTask", mapping("input", "SCRIPT"))),
                script("script of an output", extended("manualTask", mapping("output", "SCRIPT"))),
                script("script of a waiting event", """
                        <intermediateCatchEvent id="step"><conditionalEventDefinition>
                          <condition xsi:type="tFormalExpression" language="juel">${CALL == 'x'}</condition></conditionalEventDefinition>
                        </intermediateCatchEvent>"""));
    }

    private static Stream<Route> classes() {
        return Stream.of(
                classed("class of a task", "<serviceTask id=\"step\" camunda:class=\"CLASS\"/>"),
                classed("class of a task, other namespace", "<serviceTask id=\"step\" old:class=\"CLASS\"/>"),
                classed("class of a message", """
                        <intermediateThrowEvent id="step"><messageEventDefinition camunda:class="CLASS"/>
                        </intermediateThrowEvent>"""),
                classed("class of a listener", extended("manualTask", """
                        <camunda:executionListener event="start" class="CLASS"/>""")));
    }

    private static Route expression(String place, String elements) {
        return new Route(place, Kind.EXPRESSION, elements, "");
    }

    private static Route script(String place, String elements) {
        return new Route(
                place,
                Kind.SCRIPT,
                elements.replace("SCRIPT", "<camunda:script scriptFormat=\"juel\">${CALL}</camunda:script>"),
                "");
    }

    private static Route classed(String place, String elements) {
        return new Route(place, Kind.CLASS, elements.replace("CLASS", Intrusion.class.getName()), "");
    }

    private static String extended(String kind, String extension) {
        return "<%s id=\"step\"%s><extensionElements>%s</extensionElements></%s>"
                .formatted(kind, kind.equals("serviceTask") ? " camunda:expression=\"${true}\"" : "", extension, kind);
    }

    private static String mapping(String direction, String value) {
        return "<camunda:inputOutput><camunda:%sParameter name=\"p\">%s</camunda:%sParameter></camunda:inputOutput>"
                .formatted(direction, value, direction);
    }

    private static String calling(String handed) {
        return "<callActivity id=\"step\" calledElement=\"called\"><extensionElements>%s</extensionElements></callActivity>"
                .formatted(handed);
    }

    private static String timer(String kind) {
        return "<intermediateCatchEvent id=\"step\"><timerEventDefinition><%s>${CALL}</%s></timerEventDefinition></intermediateCatchEvent>"
                .formatted(kind, kind);
    }

    String model() {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="n"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:old="http://activiti.org/bpmn">
                  %s
                  <error id="error" errorCode="e"/>%s
                  <process id="guarded" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="step"/>
                    %s
                    <sequenceFlow id="f2" sourceRef="step" targetRef="end"/><endEvent id="end"/>
                  </process>
                  <process id="called" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start2"/><sequenceFlow id="f5" sourceRef="start2" targetRef="end2"/>
                    <endEvent id="end2"/>
                  </process>
                </definitions>""".formatted(
                        before,
                        place.equals("message of an error")
                                ? "<error id=\"said\" errorCode=\"s\" camunda:errorMessage=\"${CALL}\"/>"
                                : "",
                        elements)
                .replace("CALL", Intrusion.CALL)
                .replace("BEAN", Intrusion.BEAN);
    }

    @Override
    public String toString() {
        return place;
    }
}
