package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedLanguageTest {

    private final ClosedLanguage language = new ClosedLanguage(Set.of("checkPlan")::contains);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order service",
                "${controlLevel}",
                "#{waveSize}",
                "${checkPlan}",
                "${controlLevel == 'HIGH'}",
                "${approvalsNeeded > 1 && !rehearsalNeeded}",
                "${approved and (nrOfInstances ge 2 or not emergency)}",
                "${empty nextMoment}",
                "${waveSize == -1}",
                "${signedOff ? 'yes' : 'no'}",
                "${mayStart == null || mayStart eq true}",
                "Raise ${system} to ${toVersion}",
                "${execution.processBusinessKey}",
                "${execution.processBusinessKey == upgradeKey}",
                "R5/PT10S",
            })
    void knows(String text) {
        assertThatCode(() -> language.build(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass().forName('java.lang.Runtime')}",
                "${''.class}",
                "${''['class']}",
                "${execution.processEngineServices.processEngineConfiguration.dataSource}",
                "${execution.processInstance}",
                "${execution.processBusinessKey.class}",
                "${execution['processBusinessKey']}",
                "${execution.getProcessBusinessKey()}",
                "${execution}",
                "${task}",
                "${task.id}",
                "${externalTask}",
                "${upgrade.key}",
                "${list[0]}",
                "${now()}",
                "${currentUser()}",
                "${dateTime().plusDays(1)}",
                "${checkPlan.execute(execution)}",
                "${checkPlan == null}",
                "${a ? checkPlan : b}",
                "Run ${checkPlan}",
                "${1 + 1}",
                "${a mod 2}",
                "${a = 1}",
                "${a; b}",
                "${() -> a}",
                "${a",
                "Level ${a} of ${execution.id}",
            })
    void refuses(String text) {
        assertThatThrownBy(() -> language.build(text))
                .isInstanceOf(RefusedExpression.class)
                .hasMessageContaining("The expression " + text + " is refused");
    }

    @Test
    void saysWhatToDoInstead() {
        assertThatThrownBy(() -> language.build("${order.total}"))
                .hasMessageContaining("\". total\" is not part of the language")
                .hasMessageEndingWith("Put anything else into a delegate.");
    }
}
