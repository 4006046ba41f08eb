package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    @Test
    void whatRunsHavePrintedFollowsTheirStates() {
        // given
        String answer = "orders/a SUCCEEDED\norders/b RUNNING 2\norders/c FAILED 0 3\n"
                + "PRINTED orders/a 13\norders/b UNK\n" + "PRINTED orders/c 0\n";

        // when
        Observation said = parse(answer);

        // then
        assertThat(said.states())
                .isEqualTo(Map.of(
                        "orders/a",
                        new RunState.Succeeded(),
                        "orders/b",
                        new RunState.Running(2),
                        "orders/c",
                        new RunState.Failed(0, 3)));
        assertThat(said.printed()).containsOnlyKeys("orders/a", "orders/c");
        assertThat(text(said, "orders/a")).isEqualTo("orders/b UNK\n");
        assertThat(text(said, "orders/c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRINTED orders/a 5\nfour",
                "PRINTED orders/a",
                "PRINTED orders/a \n",
                "PRINTED orders/a -1\nx",
                "PRINTED orders/a 99999999999\nx",
                "PRINTED\n",
                "\n\n"
            })
    void whatIsCutOrDamagedIsLeftOutAndTheStatesStay(String rest) {
        // when
        Observation said = parse("orders/a SUCCEEDED\n" + rest);

        // then
        assertThat(said.states()).containsOnly(Map.entry("orders/a", new RunState.Succeeded()));
        assertThat(said.printed()).isEmpty();
    }

    private static Observation parse(String answer) {
        return Observation.parse(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Observation said, String run) {
        return new String(said.printed().get(run), StandardCharsets.UTF_8);
    }
}
