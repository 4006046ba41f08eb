package org.liftlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Finding.Severity;

class FindingsTest {

    private static final Finding TOO_SHORT = finding(RuleId.R24, Severity.BLOCKS, "check-plan", "window", "too short");
    private static final Finding NO_DEPUTY = finding(RuleId.R27, Severity.WARNS, "check-plan", "deputy", "no deputy");
    private static final Finding BUSY = finding(RuleId.R25, Severity.TELLS, "check-plan", "window", "busy hours");
    private static final Finding DRIFT =
            finding(RuleId.R08, Severity.WARNS, "capture-inventory", "orders1", "another version than the others");

    private Rooms rooms;
    private Findings findings;
    private String key;

    @BeforeEach
    void anUpgradeWithoutFindings() {
        rooms = Rooms.cleared();
        findings = rooms.get(Findings.class);
        key = rooms.request();
    }

    @Test
    void theGravestComesFirst() {
        findings.replace(key, "check-plan", List.of(BUSY, NO_DEPUTY, TOO_SHORT));

        assertThat(findings.open(key)).containsExactly(TOO_SHORT, NO_DEPUTY, BUSY);
    }

    @Test
    void whatIsNoLongerSoIsSettledAndWhatIsNewIsTold() {
        findings.replace(key, "check-plan", List.of(TOO_SHORT, BUSY));

        findings.replace(key, "check-plan", List.of(BUSY, NO_DEPUTY));

        assertThat(findings.open(key)).containsExactly(NO_DEPUTY, BUSY);
        assertThat(rooms.told(key, "finding")).containsExactly("too short", "busy hours", "no deputy");
    }

    @Test
    void whatAnotherStepFoundStays() {
        findings.replace(key, "capture-inventory", List.of(DRIFT));

        findings.replace(key, "check-plan", List.of());

        assertThat(findings.open(key)).containsExactly(DRIFT);
    }

    @Test
    void theSameSentenceAboutAnotherTargetIsAFindingOfItsOwn() {
        Finding second =
                finding(RuleId.R08, Severity.WARNS, "capture-inventory", "orders2", "another version than the others");
        findings.replace(key, "capture-inventory", List.of(DRIFT, second));

        findings.replace(key, "capture-inventory", List.of(second));

        assertThat(findings.open(key)).containsExactly(second);
    }

    @Test
    void whatIsFoundAgainAfterItWasSettledIsToldAgain() {
        findings.replace(key, "check-plan", List.of(TOO_SHORT));
        findings.replace(key, "check-plan", List.of());
        findings.replace(key, "check-plan", List.of(TOO_SHORT));

        assertThat(findings.open(key)).containsExactly(TOO_SHORT);
        assertThat(rooms.told(key, "finding")).hasSize(2);
    }

    @Test
    void aVeryLongFindingIsCutAndStaysTheSameWhenItIsFoundAgain() {
        Finding longOne = finding(RuleId.R26, Severity.BLOCKS, "check-plan", "s".repeat(500), "x".repeat(5000));

        findings.replace(key, "check-plan", List.of(longOne));
        findings.replace(
                key,
                "check-plan",
                List.of(finding(RuleId.R26, Severity.BLOCKS, "check-plan", "s".repeat(500), "x".repeat(5000))));

        assertThat(findings.open(key)).singleElement().satisfies(found -> {
            assertThat(found.sentence()).hasSize(1000).endsWith("…");
            assertThat(found.subject()).hasSize(200);
        });
        assertThat(rooms.told(key, "finding")).hasSize(1);
    }

    @Test
    void aFindingWithoutARemedyIsNone() {
        assertThatThrownBy(() -> new Finding(RuleId.R24, Severity.BLOCKS, "check-plan", "window", "too short", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Finding finding(RuleId rule, Severity severity, String origin, String subject, String sentence) {
        return new Finding(rule, severity, origin, subject, sentence, "Choose another window");
    }
}
