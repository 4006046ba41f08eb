package org.liftlock.tasks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text that a form shows, built piece by piece. What people or machines have written goes through {@link #plain}, so
 * that it cannot become a heading, a link or a table.
 */
final class Markdown {

    /** A text variable of the engine holds 4,000 characters. */
    static final int LONGEST = 3_500;

    private static final String CUT = "\n\n… the rest is on the upgrade page";

    private final StringBuilder written = new StringBuilder();

    Markdown title(String text) {
        return block("### " + text);
    }

    Markdown text(String sentence) {
        return sentence.isBlank() ? this : block(sentence);
    }

    /** {@code **Label**: content}, on a line of its own. */
    Markdown fact(String label, String content) {
        return content.isBlank() ? this : block("**" + label + "**: " + content);
    }

    Markdown fact(String label, Optional<String> content) {
        return content.map(known -> fact(label, known)).orElse(this);
    }

    Markdown items(Collection<String> sentences) {
        return sentences.isEmpty()
                ? this
                : block(sentences.stream().map(one -> "- " + one).collect(Collectors.joining("\n")));
    }

    /** Items under a label; nothing when there are none. */
    Markdown items(String label, Collection<String> sentences) {
        return sentences.isEmpty() ? this : text("**" + label + "**").items(sentences);
    }

    /** Lines as they were printed. Indented, since no line can end that, whatever it holds. */
    Markdown code(List<String> lines) {
        return block(lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n")));
    }

    /** The last lines of what was printed, under a label; nothing when nothing was. */
    Markdown printed(String label, String output, int lines) {
        List<String> last = LastLines.of(output, lines);
        return last.isEmpty() ? this : text("**" + label + "**").code(last);
    }

    Markdown table(String... heads) {
        block(row(heads));
        written.append('\n').append(row(Stream.of(heads).map(head -> "---").toArray(String[]::new)));
        return this;
    }

    /** Right after {@link #table} or another row. */
    Markdown row(String first, String... others) {
        written.append('\n')
                .append(row(Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new)));
        return this;
    }

    /** Empty when nothing was written. */
    Optional<String> text() {
        if (written.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                written.length() <= LONGEST ? written.toString() : written.substring(0, LONGEST - CUT.length()) + CUT);
    }

    /** On one line, and without any meaning to Markdown. */
    static String plain(String written) {
        return written.strip().replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>#|~!])", "\\\\$1");
    }

    static String link(String text, String address) {
        return "[" + plain(text) + "](" + address.replace(" ", "%20").replace(")", "%29") + ")";
    }

    private Markdown block(String lines) {
        written.append(written.isEmpty() ? "" : "\n\n").append(lines);
        return this;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
