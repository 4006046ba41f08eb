package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormRules forms = new FormRules(JSON);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"label":"Why?","validate":{"required":true}}                      |         | Field "Why?" is empty; fill it in
            {"label":"Why?","validate":{"minLength":5}}                        | no      | Field "Why?" needs at least 5 characters
            {"label":"Why?","validate":{"maxLength":3}}                        | because | Field "Why?" takes at most 3 characters
            {"label":"To","validate":{"pattern":"\\\\d+"}}                     | two     | Field "To": "two" does not have the form \\d+
            {"label":"Minutes","type":"number","validate":{"min":5}}           | 4       | Field "Minutes" is at least 5
            {"label":"Minutes","type":"number","validate":{"max":5}}           | 6       | Field "Minutes" is at most 5
            {"label":"Minutes","type":"number"}                                | many    | Field "Minutes": "many" is no number
            {"label":"Reach","values":[{"value":"this"},{"value":"all"}]}      | none    | Field "Reach" is one of this, all, not "none"
            {"label":"Sure","type":"checkbox","validate":{"required":true}}    | false   | Field "Sure" is empty; fill it in
            """)
    void eachRuleOfAFieldNamesTheFieldAndTheRemedy(String component, String content, String problem) throws Exception {
        JsonNode field = JSON.readTree(component);

        assertThat(FieldRule.problems(field, content)).containsExactly(problem);
    }

    @Test
    void aFieldThatMayStayEmptyHasNoOtherRulesWhileItIs() throws Exception {
        assertThat(FieldRule.problems(JSON.readTree("{\"key\":\"remark\",\"validate\":{\"minLength\":5}}"), "  "))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> forms.check("confirm-that-nothing-runs", Map.of("evidence", "looked")))
                .isInstanceOf(AnswerRefused.class)
                .hasMessage(
                        "Field \"How do you know? (one sentence, goes into the record)\" needs at least 10 characters;"
                                + " Field \"I have looked on the target: nothing of the step runs any more\" is empty; fill it in");
    }

    @Test
    void aHiddenFieldIsNotAskedFor() {
        Map<String, Object> works = new HashMap<>(Map.of("answer", "works"));

        assertThatCode(() -> forms.check("sign-off", works)).doesNotThrowAnyException();

        works.put("answer", "does-not-work");
        assertThatThrownBy(() -> forms.check("sign-off", works)).hasMessageContaining("What is wrong?");
    }

    @Test
    void eachRowOfAListIsChecked() {
        Map<String, Object> good =
                Map.of("kind", "FOLLOW_UP", "sentence", "tidy up", "owner", "erik", "due", "2026-12-01");
        Map<String, Object> bad = Map.of("kind", "FOLLOW_UP", "sentence", "tidy up", "due", "2026-12-01");

        assertThatThrownBy(() -> forms.check("close-upgrade", Map.of("closed", true, "entries", List.of(good, bad))))
                .hasMessage(
                        "Row 2 of \"Known issues and follow-ups\": Field \"Who looks after it?\" is empty; fill it in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =answer = "go"                          | true
            =answer != "go"                         | false
            =answer != "defer" and answer != "go"   | false
            =answer = "defer" or answer = "go"      | true
            =shown = null                           | true
            =shown != null                          | false
            =ticked = true                          | true
            """)
    void hidingIsJudgedAsTheBrowserDoes(String condition, boolean hidden) {
        assertThat(HideCondition.holds(condition, Map.of("answer", "go", "ticked", true)))
                .isEqualTo(hidden);
    }

    @Test
    void aConditionTheServerCannotJudgeIsNeverTakenForTrue() {
        assertThatThrownBy(() -> HideCondition.holds("=count(rows) > 3", Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
