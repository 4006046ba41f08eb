package org.liftlock.launcher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.liftlock.channel.Ended;
import org.liftlock.security.Masking;
import org.liftlock.security.Masking.Edge;

/** Reads the output of one run, masked, also where a secret lies across the edge of a piece or of what was left out. */
final class RunOutput {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ScriptCalls script;
    private final String instance;
    private final String key;
    private final Masking masking;

    RunOutput(ScriptCalls script, String instance, RunKey key) {
        this.script = script;
        this.instance = instance;
        this.key = key.value();
        this.masking = script.secrets().masking();
    }

    Launcher.Output from(long offset, int limit) {
        long before = Math.max(0, offset - masking.reach());
        Window window = window(before, (int) (offset - before) + limit + masking.reach());
        boolean cutBefore = window.first > before;
        if (window.end() <= offset && window.total > offset) {
            // The look back ended at a gap, and the offset lies in it or behind it.
            window = window(offset, limit + masking.reach());
            cutBefore = true;
        }
        long from = Math.max(offset, window.first);
        int start = (int) (from - window.first);
        if (start > window.bytes.length) {
            return new Launcher.Output("", offset, window.total);
        }
        Masking.Excerpt excerpt = masking.excerpt(
                window.bytes,
                start,
                Math.min(start + limit, window.bytes.length),
                cutBefore ? Edge.CUT : Edge.END,
                window.behind());
        return Launcher.Output.behindGap(from - offset, excerpt.text(), window.first + excerpt.end(), window.total);
    }

    private Window window(long from, int count) {
        int wanted = Math.max(1, count);
        Ended answer =
                script.ask(LIMIT, "output", List.of(instance, key, Long.toString(from), Integer.toString(wanted)));
        if (answer.exitCode() == Ended.TIME_UP) {
            throw new LauncherTrouble(script.silent(answer), null);
        }
        return Window.parse(answer.output().bytes(), wanted);
    }

    /** A part of a run's output, as it lies on the target. */
    private record Window(byte[] bytes, int wanted, long first, long total, boolean complete) {

        static Window parse(byte[] answer, int wanted) {
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int lineEnd = text.indexOf('\n');
            String[] words = text.substring(0, Math.max(0, lineEnd)).split(" ");
            if (words.length != 4 || !words[0].equals("OUTPUT")) {
                throw new LauncherTrouble(
                        "The launcher gave no output but " + answer.length + " bytes that cannot be read", null);
            }
            byte[] bytes = text.substring(lineEnd + 1).getBytes(StandardCharsets.ISO_8859_1);
            return new Window(
                    bytes, wanted, Long.parseLong(words[1]), Long.parseLong(words[2]), words[3].equals("complete"));
        }

        long end() {
            return first + bytes.length;
        }

        Edge behind() {
            if (end() >= total) {
                return complete ? Edge.END : Edge.MORE;
            }
            // There is more, and yet less came than was asked for: between the pieces something was left out.
            return bytes.length < wanted ? Edge.CUT : Edge.MORE;
        }
    }
}
