package org.liftlock.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Launcher;
import org.liftlock.live.LogText.Slice;

class LogTextTest {

    private final LogText text = new LogText(10, 10);

    @Test
    void aShortOutputIsKeptWhole() {
        text.append("first\n");
        text.append("second\n");

        assertThat(whole(text)).isEqualTo("first\nsecond\n");
        assertThat(text.length()).isEqualTo(13);
        assertThat(text.leftOut()).isZero();
        assertThat(said(text.slice(6, 3))).isEqualTo("sec");
        assertThat(said(text.slice(10, 99))).isEqualTo("nd\n");
        assertThat(text.slice(13, 99).bytes()).isEmpty();
        assertThat(text.slice(99, 99).bytes()).isEmpty();
    }

    @Test
    void ofALongOutputTheBeginningAndTheEndAreKeptUnderTheirOldPositions() {
        StringBuilder all = new StringBuilder();
        for (int line = 100; line < 130; line++) {
            text.append(line + "\n");
            all.append(line).append("\n");
        }

        assertThat(text.length()).isEqualTo(all.length());
        assertThat(said(text.slice(0, 99))).isEqualTo(all.substring(0, 10));
        Slice end = text.slice(50, 99);
        assertThat(end.first()).isEqualTo(10 + text.leftOut()).isGreaterThan(50);
        assertThat(said(end)).isEqualTo(all.substring((int) end.first()));
        assertThat(whole(text))
                .isEqualTo(all.substring(0, 10) + "\n[" + text.leftOut() + " bytes left out]\n" + said(end));
    }

    @Test
    void whatTheTargetHasLeftOutCounts() {
        text.append("first\n");
        text.leaveOut(1000);
        text.append("last\n");

        assertThat(text.length()).isEqualTo(6 + 1000 + 5);
        assertThat(text.slice(6, 99)).extracting(Slice::first).isEqualTo(1006L);
        assertThat(said(text.slice(1008, 2))).isEqualTo("st");
        assertThat(whole(text)).isEqualTo("first\n\n[1000 bytes left out]\nlast\n");
    }

    @Test
    void positionsStayWhenTheRunHasEndedAndItsOutputIsReadFromWhatWasKept() {
        LogText running = new LogText();
        running.append("größe\n".repeat(150_000));
        running.leaveOut(5_000_000);
        running.append("last\n");

        LogText kept = LogText.ofKept(whole(running));

        assertThat(kept.length()).isEqualTo(running.length());
        assertThat(kept.leftOut()).isEqualTo(running.leftOut()).isEqualTo(5_000_000);
        assertThat(said(kept.slice(2_000_000, 99))).isEqualTo("last\n");
        assertThat(whole(kept)).isEqualTo(whole(running));
    }

    @Test
    void aLineOfTheCommandThatLooksLikeOursIsText() {
        String printed = "first\n" + Launcher.Output.gap(5_000_000) + "last\n";

        LogText kept = LogText.ofKept(printed);

        assertThat(kept.leftOut()).isZero();
        assertThat(kept.length()).isEqualTo(printed.length());
    }

    @Test
    void noCharacterIsTornForAReader() {
        LogText words = new LogText(7, 20);
        words.append("größe und größe");

        StringBuilder read = new StringBuilder();
        for (Slice next = words.characters(0, 3); next.bytes().length > 0; next = words.characters(next.next(), 3)) {
            read.append(said(next));
        }

        assertThat(read).hasToString("größe und größe");
        assertThat(said(words.characters(3, 99))).as("from within a character").startsWith("ß");
    }

    @Test
    void aCharacterZeroIsShownAsItIsKept() {
        text.append("a\0b");

        assertThat(whole(text)).isEqualTo("a␀b");
    }

    private static String said(Slice slice) {
        return new String(slice.bytes(), UTF_8);
    }

    private static String whole(LogText text) {
        return new String(text.whole(), UTF_8);
    }
}
