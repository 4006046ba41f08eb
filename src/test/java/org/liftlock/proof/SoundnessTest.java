package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoundnessTest {

    @Test
    void whatIsSplitAndJoinedByTheSameKindOfGatewayIsSound() {
        assertThat(Sketch.of("sound", "start -> and1 -> a -> and2 -> end", "and1 -> b -> and2")
                        .soundness())
                .isEmpty();
        assertThat(Sketch.of("choice", "start -> xor1 -> a -> xor2 -> end", "xor1 -> b -> xor2")
                        .soundness())
                .isEmpty();
    }

    @Test
    void aJoinThatWaitsForWhatWasNotSplitIsADeadlock() {
        List<Finding> findings = Sketch.of("stuck", "start -> xor1 -> a -> and2 -> end", "xor1 -> b -> and2")
                .soundness();

        assertThat(findings).extracting(Finding::rule).contains("no-deadlock");
        assertThat(findings.get(0).path()).extracting(Finding.Step::element).containsExactly("start", "xor1", "a");
    }

    @Test
    void whatIsSplitAndNotJoinedHappensTwice() {
        List<Finding> findings = Sketch.of("twice", "start -> and1 -> a -> c -> end", "and1 -> b -> c")
                .soundness();

        assertThat(findings).extracting(Finding::rule).containsExactly("one-at-a-time");
        assertThat(findings.get(0).elements()).containsExactly("c");
        assertThat(findings.get(0).path())
                .extracting(Finding.Step::element)
                .containsExactlyInAnyOrder("start", "and1", "a", "b");
    }

    @Test
    void aLoopWithoutAWayOutNeverEnds() {
        assertThat(Sketch.of("circle", "start -> xor1 -> a -> xor2 -> b -> a", "xor1 -> end", "xor2 -> a")
                        .soundness())
                .extracting(Finding::rule)
                .contains("can-always-finish");
    }

    @Test
    void aCircleOnWhichNothingChangesIsNeverLeft() {
        Sketch circle = Sketch.of("circle", "start -> xor1 -> xor2 -> end", "xor2 -> xor1");

        assertThat(circle.soundness()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("endless-circle");
            assertThat(finding.sentence()).contains("\"xor1\", \"xor2\"").contains("no step on it writes \"xor2\"");
        });
    }

    @Test
    void aCircleOnWhichSomebodyWaitsIsLeft() {
        assertThat(Sketch.of("circle", "start -> xor1 -> a -> xor2 -> end", "xor2 -> xor1")
                        .soundness())
                .isEmpty();
    }

    @Test
    void whatNothingLeadsToIsDead() {
        assertThat(Sketch.of("dead", "start -> a -> end", "b -> end").soundness())
                .extracting(Finding::rule, Finding::elements)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("no-dead-element", List.of("b")));
    }

    @Test
    void aTaskAfterWhichNothingIsDrawnIsNoEnd() {
        assertThat(Sketch.of("open", "start -> a").soundness())
                .extracting(Finding::rule)
                .containsExactly("explicit-end");
    }

    @Test
    void anInclusiveJoinWaitsForWhatWasTaken() {
        assertThat(Sketch.of("some", "start -> or1 -> a -> or2 -> end", "or1 -> b -> or2", "or1 -> c -> or2")
                        .soundness())
                .isEmpty();
    }

    @Test
    void twoConditionsThatExcludeEachOtherAreNeverBothTaken() {
        Sketch exclusive = Sketch.of("exclusive", "start -> a -> or1")
                .with(conditional("one", "or1", "b", "${mode == 'RAISE'}"))
                .with(conditional("two", "or1", "c", "${mode != 'RAISE'}"))
                .ways("b -> xor1 -> d -> end", "c -> xor1");

        assertThat(exclusive.soundness()).isEmpty();
    }

    @Test
    void anOutcomeForWhichThereIsNoFlowIsFound() {
        Sketch step = Sketch.of("step")
                .with("""
                        <serviceTask id="check" camunda:type="external" camunda:topic="compare-with-baseline">
                          <extensionElements><camunda:inputOutput>
                            <camunda:outputParameter name="health">${outcome}</camunda:outputParameter>
                          </camunda:inputOutput></extensionElements></serviceTask>""")
                .drawn("check")
                .ways("start -> check -> xor1")
                .with(conditional("good", "xor1", "end", "${health == 'SUCCEEDED'}"))
                .with(conditional("bad", "xor1", "end", "${health == 'FAILED' or health == 'REFUSED'}"))
                .with("<endEvent id=\"end\"/>");

        assertThat(step.soundness()).extracting(Finding::rule).containsExactly("way-on");
    }

    @Test
    void anEventThatInterruptsLeavesNothingBehind() {
        assertThat(Sketch.of("timer", "start -> a -> end")
                        .with(boundary("late", "a", true))
                        .drawn("late")
                        .ways("late -> b -> end")
                        .soundness())
                .isEmpty();
    }

    @Test
    void anEventBesideATaskDoesNotLeadBackIntoIt() {
        assertThat(Sketch.of("beside", "start -> a -> c -> end")
                        .with(boundary("late", "a", false))
                        .drawn("late")
                        .ways("late -> b -> c")
                        .soundness())
                .extracting(Finding::rule)
                .containsExactly("one-at-a-time");
    }

    @Test
    void anErrorThatNobodyCatchesIsFound() {
        assertThat(Sketch.of("error", "start -> a").with("""
                                <endEvent id="failed"><errorEventDefinition id="d"/></endEvent>
                                <sequenceFlow id="f" sourceRef="a" targetRef="failed"/>""").soundness())
                .extracting(Finding::rule)
                .containsExactly("errors-are-caught");
    }

    @Test
    void anErrorEndsWhatIsAroundItAndGoesOnWhereItIsCaught() {
        Sketch sketch = Sketch.of("caught")
                .with("""
                        <subProcess id="inside"><startEvent id="begin"/><parallelGateway id="fork"/><userTask id="a"/>
                          <userTask id="b"/><endEvent id="fine"/><endEvent id="failed"><errorEventDefinition id="d"/></endEvent>
                          <sequenceFlow id="i1" sourceRef="begin" targetRef="fork"/>
                          <sequenceFlow id="i2" sourceRef="fork" targetRef="a"/>
                          <sequenceFlow id="i3" sourceRef="fork" targetRef="b"/>
                          <sequenceFlow id="i4" sourceRef="a" targetRef="fine"/>
                          <sequenceFlow id="i5" sourceRef="b" targetRef="failed"/></subProcess>
                        <boundaryEvent id="trouble" attachedToRef="inside"><errorEventDefinition id="e"/></boundaryEvent>""")
                .drawn("inside", "trouble")
                .ways("start -> inside -> end", "trouble -> repair -> end2");

        // The way without trouble cannot be taken, since b always fails; everything else is sound.
        assertThat(sketch.soundness())
                .singleElement()
                .satisfies(finding -> assertThat(finding.elements()).containsExactly("end"));
    }

    @Test
    void anEventSubprocessMayInterruptAtAnyTime() {
        Sketch sketch = Sketch.of("handler", "start -> and1 -> a -> and2 -> end", "and1 -> b -> and2")
                .with("""
                        <subProcess id="cancelled" triggeredByEvent="true">
                          <startEvent id="cancel"><messageEventDefinition id="m" messageRef="message"/></startEvent>
                          <userTask id="tidy"/><endEvent id="tidied"/>
                          <sequenceFlow id="h1" sourceRef="cancel" targetRef="tidy"/>
                          <sequenceFlow id="h2" sourceRef="tidy" targetRef="tidied"/></subProcess>""")
                .drawn("cancelled");

        assertThat(sketch.soundness()).isEmpty();
    }

    @Test
    void whatIsCalledIsProvedWithItsCaller() {
        Sketch caller = Sketch.of("caller")
                .with(
                        "<callActivity id=\"call\" calledElement=\"called\" camunda:calledElementBinding=\"deployment\"/>")
                .drawn("call")
                .ways("start -> call -> end");
        Sketch called = Sketch.of("called", "start2 -> xor1 -> a -> and1 -> end2", "xor1 -> b -> and1");

        assertThat(caller.soundness(called)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("no-deadlock");
            assertThat(finding.process()).isEqualTo("called");
            assertThat(finding.path()).extracting(Finding.Step::element).startsWith("start", "call", "start2");
        });
    }

    @Test
    void whatCannotBeProvedIsRefusedByName() {
        assertThat(Sketch.of("odd", "start -> a -> end")
                        .with(
                                "<boundaryEvent id=\"undo\" attachedToRef=\"a\"><compensateEventDefinition/></boundaryEvent>")
                        .soundness())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("supported");
                    assertThat(finding.sentence()).contains("\"undo\" is a compensate event");
                });
    }

    @Test
    void parallelBranchesDoNotExplode() {
        Sketch branches = Sketch.of("branches", "start -> and1", "and2 -> end");
        for (int branch = 1; branch <= 17; branch++) {
            branches.ways("and1 -> task" + branch + " -> and2");
        }

        assertThat(branches.explored(true).size()).isLessThan(30);
        assertThat(branches.soundness()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsSaidToBeNotProved() {
        Sketch sketch = Sketch.of("large", "start -> a -> b -> c -> d -> end");

        assertThat(Proof.complete().upTo(3).examine(List.of(sketch.model())))
                .extracting(Finding::rule)
                .contains("too-large");
    }

    private static String conditional(String id, String from, String to, String condition) {
        return """
                <sequenceFlow id="%s" sourceRef="%s" targetRef="%s"><conditionExpression>%s</conditionExpression>\
                </sequenceFlow>""".formatted(id, from, to, condition);
    }

    private static String boundary(String id, String task, boolean interrupting) {
        return """
                <boundaryEvent id="%s" attachedToRef="%s" cancelActivity="%s"><timerEventDefinition>\
                <timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>""".formatted(id, task, interrupting);
    }
}
