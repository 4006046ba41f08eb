package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HygieneTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <serviceTask id="x" camunda:type="external" camunda:topic="back-up"/>                       | async-after
            <userTask id="x"/>                                                                          | candidates
            <userTask id="x" camunda:candidateGroups="engineer"/>                                       | candidates
            <callActivity id="x" calledElement="other"/>                                                | binding
            <intermediateCatchEvent id="x"><timerEventDefinition><timeDuration>4 hours</timeDuration></timerEventDefinition></intermediateCatchEvent> | timer
            <intermediateCatchEvent id="x"><timerEventDefinition><timeCycle>R3/1D</timeCycle></timerEventDefinition></intermediateCatchEvent> | timer
            <intermediateCatchEvent id="x"><timerEventDefinition><timeDate>tomorrow</timeDate></timerEventDefinition></intermediateCatchEvent> | timer
            <manualTask id="x"/>                                                                        | diagram
            """)
    void whatIsMissingIsNamed(String element, String rule) {
        Sketch sketch = Sketch.of("untidy").with(element).drawn("x").ways("start -> x -> end");

        assertThat(Proof.of(List.of(Aspect.HYGIENE)).examine(List.of(sketch.model())))
                .filteredOn(finding -> finding.elements().contains("x"))
                .extracting(Finding::rule)
                .contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeDuration | PT4H
            timeDuration | P1DT2H
            timeDuration | P3D
            timeDuration | ${soon}
            timeDate     | 2027-01-31T22:00:00
            timeDate     | 2027-01-31T22:00:00+01:00
            timeCycle    | R3/P1D
            timeCycle    | R/PT1H
            timeCycle    | R/2027-01-31T22:00:00Z/PT1H
            timeCycle    | 0 0 12 * * ?
            """)
    void timesThatTheEngineReadsAreFine(String kind, String time) {
        Sketch sketch = Sketch.of("tidy")
                .with("""
                        <intermediateCatchEvent id="x"><timerEventDefinition><%s>%s</%s></timerEventDefinition>\
                        </intermediateCatchEvent>""".formatted(kind, time, kind))
                .drawn("x")
                .ways("start -> x -> end");

        assertThat(Proof.of(List.of(Aspect.HYGIENE)).examine(List.of(sketch.model())))
                .extracting(Finding::rule)
                .doesNotContain("timer");
    }
}
