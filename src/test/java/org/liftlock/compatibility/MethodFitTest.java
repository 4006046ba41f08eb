package org.liftlock.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.compatibility.Compatibility.Compatible;
import org.liftlock.compatibility.Compatibility.Incompatible;
import org.liftlock.compatibility.Compatibility.Unknown;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.Reversibility;

class MethodFitTest {

    @ParameterizedTest
    @CsvSource({"1.0, 2.0, true", "1.4, 2.0, false", "1.0, 3.0, false"})
    void aMethodFitsWhereBothVersionsLieInItsRanges(String from, String to, boolean fits) {
        Method switching = method(Optional.of("< 1.4"), Optional.of("2.x"));

        Compatibility fit = MethodFit.of(switching, from, to);

        assertThat(fit).isInstanceOf(fits ? Compatible.class : Incompatible.class);
    }

    @Test
    void aMisfitNamesTheMethodItsRangeAndTheVersion() {
        assertThat(MethodFit.of(method(Optional.of("< 1.4"), Optional.empty()), "1.4", "2.0")
                        .sentence())
                .isEqualTo("Method switch starts from < 1.4, not 1.4");
    }

    @Test
    void aMethodWithoutRangesFitsWhateverRuns() {
        assertThat(MethodFit.of(method(Optional.empty(), Optional.empty()), "unknown", "2.0"))
                .isInstanceOf(Compatible.class);
    }

    @ParameterizedTest
    @CsvSource({"unknown, < 1.4", "1.0, newer than ever"})
    void whatCannotBeReadIsUnknown(String from, String range) {
        assertThat(MethodFit.of(method(Optional.of(range), Optional.empty()), from, "2.0"))
                .isInstanceOf(Unknown.class);
    }

    private static Method method(Optional<String> from, Optional<String> to) {
        return new Method("switch", Reversibility.ALWAYS, false, Optional.empty(), false, from, to);
    }
}
