package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    private final Times times = new Times(ZoneId.of("Europe/Berlin"));

    @Test
    void whatPeopleWriteCannotBecomeALinkATableOrAHeading() {
        assertThat(Markdown.plain("# see\n[this](http://evil) | <b>now</b>"))
                .isEqualTo("\\# see \\[this\\](http://evil) \\| \\<b\\>now\\</b\\>");
    }

    @Test
    void aLongTextIsCutAndSaysWhereTheRestIs() {
        String text = new Markdown().text("x".repeat(5_000)).text().orElseThrow();

        assertThat(text).hasSize(Markdown.LONGEST).endsWith("the rest is on the upgrade page");
    }

    @Test
    void nothingToShowIsNothing() {
        assertThat(new Markdown().fact("Impact", "").items("Found", List.of()).text())
                .isEmpty();
    }

    @Test
    void timesAreThoseOfTheSite() {
        Instant opens = Instant.parse("2026-12-06T01:00:00Z");

        assertThat(times.span(opens, opens.plus(Duration.ofHours(3))))
                .isEqualTo("Sun 6 Dec 2026 02:00 to 05:00 CET (3 h)");
        assertThat(times.field(opens.plusSeconds(59))).isEqualTo("2026-12-06T02:00+01:00");
    }
}
