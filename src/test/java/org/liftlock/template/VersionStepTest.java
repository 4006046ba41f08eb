package org.liftlock.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.descriptor.StandardChange.Versions;

class VersionStepTest {

    @ParameterizedTest
    @CsvSource({
        "SAME_MINOR, 1.26.2, 1.26.3-3+deb13u2",
        "SAME_MINOR, 1:1.26.2, 1:1.26.3",
        "SAME_MINOR, 15, 15.0.1",
        "SAME_MINOR, v2.1-rc1, 2.1",
        "SAME_MAJOR, 15.10, 15.18",
        "ANY, 2.0, 1.0"
    })
    void aStepInsideTheRuleIsCovered(Versions rule, String from, String to) {
        assertThat(VersionStep.outside(rule, from, to)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_MINOR, 1.26.2, 1.27.0, same minor",
        "SAME_MINOR, 1.2, 1.20, same minor",
        "SAME_MINOR, 1.26.2, 1:1.26.3, same minor",
        "SAME_MAJOR, 15.18, 16.1, same major",
        "SAME_MINOR, 1.26.3, 1.26.2, not newer",
        "SAME_MINOR, 1.26.3, 1.26.3, not newer",
        "SAME_MINOR, 'one, two', 1.26.3, cannot be compared"
    })
    void aStepOutsideItIsNotAndSaysWhy(Versions rule, String from, String to, String why) {
        assertThat(VersionStep.outside(rule, from, to))
                .hasValueSatisfying(said -> assertThat(said).contains(why));
    }
}
