package org.liftlock.communication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {

    private final Letters letters = new Letters();

    @Test
    void timesAreShownInTheReadersZone() {
        Letter berlin = announcement(OutboxBench.BERLIN);
        Letter tokyo = announcement(OutboxBench.TOKYO);

        assertThat(berlin.subject())
                .isEqualTo("[UPG-2026-0001] Order service goes from 1.0 to 2.0: Sat 21 Nov 2026, 22:00 CET");
        assertThat(berlin.text()).contains("until Sun 22 Nov 2026, 00:00 CET");
        assertThat(tokyo.text()).contains("From Sun 22 Nov 2026, 06:00 JST");
    }

    @Test
    void textAndHtmlSayTheSameAndHtmlIsEscaped() {
        Letter letter = announcement(OutboxBench.BERLIN);

        assertThat(letter.text())
                .contains("Please do not: starting <long> imports")
                .contains("https://liftlock.example.org/upgrades/UPG-2026-0001?a=1&b=2");
        assertThat(letter.html())
                .contains("Please do not: starting &lt;long&gt; imports")
                .contains("href=\"https://liftlock.example.org/upgrades/UPG-2026-0001?a=1&amp;b=2\"")
                .doesNotContain("<long>");
    }

    @Test
    void aWholeLetterReadsAsItShould() {
        assertThat(announcement(OutboxBench.BERLIN).text()).isEqualTo("""
                [UPG-2026-0001] Order service goes from 1.0 to 2.0: Sat 21 Nov 2026, 22:00 CET

                From Sat 21 Nov 2026, 22:00 CET
                until Sun 22 Nov 2026, 00:00 CET

                Order service cannot be used during this time.

                Please do not: starting <long> imports

                https://liftlock.example.org/upgrades/UPG-2026-0001?a=1&b=2

                --
                Sent by Liftlock. Upgrade UPG-2026-0001.
                """);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasWordsThatStandWithTheFactsItNeedsAndWithMore(MessageKind kind) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : "system from to opens ends moment silence outcome what".split(" ")) {
            facts.put(name, "the-" + name);
        }
        Letter bare = letters.write(kind, Optional.empty(), facts, OutboxBench.BERLIN);
        facts.put("answerBy", Instant.parse("2026-11-21T21:00:00Z"));
        facts.put("decideUntil", Instant.parse("2026-11-21T21:00:00Z"));
        facts.put("running", Duration.ofMinutes(95));
        Letter full = letters.write(kind, Optional.of("UPG-2026-0001"), facts, OutboxBench.BERLIN);

        assertThat(Arrays.asList(bare.text(), bare.html(), full.text(), full.html()))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("null")
                        .doesNotContain("${")
                        .doesNotContain("[(")
                        .doesNotContain(" th:"));
        assertThat(bare.subject()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void whoeverIsToldThatItIsInUseLearnsWhatIsNew() {
        Map<String, Object> facts = new HashMap<>(Map.of("system", "Order service", "outcome", "Raised"));
        assertThat(letters.write(MessageKind.TELL_USERS, Optional.empty(), facts, OutboxBench.BERLIN)
                        .text())
                .doesNotContain("New to you");

        facts.put("training", "The page Customers; the order desk is shown it on Monday");
        assertThat(letters.write(MessageKind.TELL_USERS, Optional.empty(), facts, OutboxBench.BERLIN)
                        .text())
                .contains("New to you: The page Customers; the order desk is shown it on Monday");
    }

    @Test
    void whoeverIsAskedAboutTheWatchIsNotToldThatItIsWorseWhereNothingWasMeasured() {
        Map<String, Object> facts =
                new HashMap<>(Map.of("system", "Order service", "what", "page failed 8 of 20 times"));
        Letter worse = letters.write(MessageKind.ESCALATE_DISTURBANCE, Optional.empty(), facts, OutboxBench.BERLIN);
        assertThat(worse.subject()).isEqualTo("Worse than before: Order service");
        assertThat(worse.text()).contains("whether this comes from the upgrade").doesNotContain("What to do");

        facts.put("what", "Nothing could be measured since Sat 21 Nov 2026 22:00 CET");
        facts.put("notMeasured", "See for yourself whether it works");
        Letter unknown = letters.write(MessageKind.ESCALATE_DISTURBANCE, Optional.empty(), facts, OutboxBench.BERLIN);
        assertThat(unknown.subject()).isEqualTo("Not known whether it is worse than before: Order service");
        assertThat(unknown.text())
                .contains("Nothing could be measured since", "What to do: See for yourself whether it works.")
                .doesNotContain("Worse than before", "comes from the upgrade");
    }

    private Letter announcement(ZoneId zone) {
        return letters.write(
                MessageKind.ANNOUNCE_UPGRADE, Optional.of(OutboxBench.UPGRADE), OutboxBench.announcement(), zone);
    }
}
