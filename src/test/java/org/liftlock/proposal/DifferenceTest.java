package org.liftlock.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.process.ModelGate;

class DifferenceTest {

    private static final String MODEL = """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <bpmn:process id="orders" isExecutable="true">
                <bpmn:startEvent id="start"/>
                <bpmn:userTask id="plan" name="Plan" camunda:candidateGroups="engineers"/>
                <bpmn:serviceTask id="back-up" name="Back up" camunda:type="external" camunda:topic="back-up"/>
                <bpmn:intermediateCatchEvent id="wait" name="Wait">
                  <bpmn:timerEventDefinition id="t1"><bpmn:timeDuration>PT5M</bpmn:timeDuration></bpmn:timerEventDefinition>
                </bpmn:intermediateCatchEvent>
                <bpmn:endEvent id="end"/>
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="plan"/>
                <bpmn:sequenceFlow id="f2" sourceRef="plan" targetRef="back-up"/>
                <bpmn:sequenceFlow id="f3" sourceRef="back-up" targetRef="wait"/>
                <bpmn:sequenceFlow id="f4" sourceRef="wait" targetRef="end"/>
              </bpmn:process>
              <bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="diagram"/>
            </bpmn:definitions>""";

    @Test
    void aBypassedStepIsAFlowThatLeadsElsewhere() {
        assertThat(told(MODEL.replace(
                        "id=\"f2\" sourceRef=\"plan\" targetRef=\"back-up\"",
                        "id=\"f2\" sourceRef=\"plan\" targetRef=\"wait\"")))
                .contains("rewired flow from \"Plan\" to \"Wait\"; leads to: \"\"Back up\"\" → \"\"Wait\"\"");
    }

    @Test
    void elementsThatComeAndGoAreNamed() {
        assertThat(told(MODEL.replaceAll(
                        "<bpmn:serviceTask[^>]*/>", "<bpmn:userTask id=\"by-hand\" name=\"By hand\"/>")))
                .contains("added user task \"By hand\"")
                .contains("removed service task \"Back up\"");
    }

    @Test
    void changedAttributesAndTimersAreShownWithBothValues() {
        assertThat(told(MODEL.replace("=\"engineers\"", "=\"approvers\"").replace("PT5M", "PT1H")))
                .contains("changed user task \"Plan\"; camunda:candidateGroups: \"engineers\" → \"approvers\"")
                .contains("timerEventDefinition: bpmn:timeDuration: \"PT5M\" → \"PT1H\"");
    }

    @Test
    void aNewNameDoesNotRewireTheNeighbours() {
        assertThat(told(MODEL.replace("name=\"Plan\"", "name=\"Plan it\"")))
                .isEqualTo("orders.bpmn\n  changed user task \"Plan it\"; name: \"Plan\" → \"Plan it\"\n");
    }

    @Test
    void anElementMovedIntoAnotherScopeIsRewired() {
        String wait = MODEL.substring(MODEL.indexOf("<bpmn:intermediateCatchEvent"), MODEL.indexOf("<bpmn:endEvent"));
        assertThat(told(MODEL.replace(
                        wait, "<bpmn:subProcess id=\"stage\" name=\"Stage\">" + wait + "</bpmn:subProcess>")))
                .contains("added sub process \"Stage\"")
                .contains("rewired intermediate catch event \"Wait\"; inside: \"orders\" → \"\"Stage\"\"");
    }

    @Test
    void whereBoxesAreDrawnAndHowTheFileIsWrittenMakesNoDifference() {
        assertThat(told(MODEL.replace("id=\"diagram\"", "id=\"other\"").replace("    ", "\t")))
                .contains("only drawn or written differently");
    }

    @Test
    void aRuleThatMovesInATableIsShown() throws IOException {
        String table = Files.readString(Path.of("processes/control-level.dmn"));
        int first = table.indexOf("<rule id=\"standard-change\"");
        int second = table.indexOf("<rule id=\"simple-change\"");
        String rule = table.substring(first, second);
        String moved = table.substring(0, first) + table.substring(second);
        moved = moved.replace("</decisionTable>", rule + "</decisionTable>");

        assertThat(Difference.of(model("a.dmn", table), model("a.dmn", moved).orElseThrow())
                        .told())
                .contains("rewired rule 9 (standard-change); stands after: \"no-way-back\" → \"anything-else\"");
    }

    @Test
    void aChangedCellOfATableIsNamedByItsColumn() throws IOException {
        String table = Files.readString(Path.of("processes/control-level.dmn"));
        int critical = table.indexOf("critical-system-level");
        String lowered =
                table.substring(0, critical) + table.substring(critical).replaceFirst("\"HIGH\"", "\"NORMAL\"");

        Difference difference =
                Difference.of(model("a.dmn", table), model("a.dmn", lowered).orElseThrow());

        assertThat(difference.told())
                .contains("changed rule 4 (critical-system); \"Control level\": \"\"HIGH\"\" → \"\"NORMAL\"\"");
        assertThat(difference.entries()).hasSize(1);
    }

    @Test
    void fieldsOfAFormAreCompared() throws IOException {
        String form = Files.readString(Path.of("forms/approve-upgrade.form"));

        assertThat(Difference.of(
                                model("a.form", form),
                                model("a.form", form.replaceFirst("\"label\": \"", "\"label\": \"New "))
                                        .orElseThrow())
                        .entries())
                .singleElement()
                .extracting(Difference.Entry::kind)
                .isEqualTo(Difference.Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "change-target", "take-back", "rollout", "monitoring"})
    void aShippedModelDoesNotDifferFromItself(String name) throws IOException {
        String model = Files.readString(Path.of("processes/" + name + ".bpmn"));

        assertThat(Difference.of(model("m.bpmn", model), model("m.bpmn", model).orElseThrow())
                        .entries())
                .isEmpty();
    }

    private static String told(String changed) {
        return Difference.of(
                        model("orders.bpmn", MODEL),
                        model("orders.bpmn", changed).orElseThrow())
                .told();
    }

    private static Optional<ModelGate.Model> model(String name, String content) {
        return Optional.of(new ModelGate.Model(name, content));
    }
}
