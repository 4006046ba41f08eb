package org.liftlock.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Variables;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

class WeighReasonTest {

    private Rooms rooms;

    @BeforeEach
    void rooms() {
        rooms = Rooms.cleared();
    }

    @ParameterizedTest
    @CsvSource({
        "optional, There is a newer version available, defer",
        "optional, Keep up to date, defer",
        "optional, version 2.0, defer",
        "optional, Reports take seconds in place of minutes, go",
        "optional, Отчёты готовы за секунды, go",
        "feature, new version, go"
    })
    void anOptionalUpgradeGoesOnOnlyWithABenefit(String category, String text, String assessment) {
        String key = rooms.request();
        rooms.jdbc
                .sql("update upgrade set request = replace(replace(request, 'feature', ?),"
                        + " 'customers get a record of their own', ?)")
                .params(category, text)
                .update();

        assertThat(weighed(key)).isEqualTo(assessment);
        assertThat(rooms.get(Findings.class).open(key)).hasSize(assessment.equals("defer") ? 1 : 0);
    }

    @Test
    void whatIsIncompatibleIsRefused() {
        String key = rooms.request();
        rooms.get(Findings.class)
                .replace(
                        key,
                        "check-compatibility",
                        List.of(new Finding(
                                RuleId.R12,
                                Severity.BLOCKS,
                                "check-compatibility",
                                "version",
                                "2.0 needs 1.9 first",
                                "Raise to 1.9")));

        assertThat(weighed(key)).isEqualTo("refuse");
    }

    @Test
    void whatAnEarlierPlanOrItsRehearsalLackedDoesNotRefuseTheUpgrade() {
        String key = rooms.request();
        for (String origin : List.of(Findings.PLAN_CHECKED, Findings.REHEARSAL_JUDGED)) {
            rooms.get(Findings.class)
                    .replace(
                            key,
                            origin,
                            List.of(new Finding(
                                    RuleId.R24, Severity.BLOCKS, origin, "window", "Too short", "Ask for more")));
        }

        assertThat(weighed(key)).isEqualTo("go");
    }

    private String weighed(String key) {
        DelegateExecution execution = Mockito.mock(DelegateExecution.class);
        Mockito.when(execution.getProcessBusinessKey()).thenReturn(key);
        rooms.get(WeighReason.class).execute(execution);
        var value = ArgumentCaptor.forClass(Object.class);
        Mockito.verify(execution).setVariable(Mockito.eq(Variables.ASSESSMENT.name()), value.capture());
        return (String) value.getValue();
    }
}
