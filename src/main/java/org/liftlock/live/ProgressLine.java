package org.liftlock.live;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.lifecycle.Progress;

/**
 * Finds out from the last lines a command has printed how far it is: from a line made for that, such as
 * {@code liftlock-progress: 42 of 120 rows copied}, or from the way widespread tools write a percentage. Whatever else
 * a line says is no progress; guessing would be worse than saying nothing.
 */
final class ProgressLine {

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_WORDS = 80;
    /** Tools rewrite their line all the time; an older percentage may be that of a command before. */
    private static final int LINES_FOR_PERCENT = 3;

    private static final String FIGURE = "(\\d{1,15}(?:\\.\\d{1,6})?)";
    private static final String PERCENT = "(\\d{1,3}(?:\\.\\d{1,3})?) ?%";

    private static final Pattern MARKER = Pattern.compile("liftlock-progress:\\s*(.*)");
    private static final Pattern MARKED_PERCENT = Pattern.compile(PERCENT + "\\s*(.*)");
    private static final Pattern MARKED_COUNT = Pattern.compile(FIGURE + "\\s*(.*?)\\s*\\bof " + FIGURE + "\\s*(.*)");

    private static final List<Pattern> TOOLS = List.of(
            // a bar: "42%", "[#####     ] 42%", "######  42.0%"
            Pattern.compile("[\\s\\[\\](|#=*>.\\-\u2580-\u259F]*" + PERCENT + "[\\s\\])|#=*>.\\-\u2580-\u259F]*"),
            // rsync --info=progress2
            Pattern.compile("[\\d.,]+[kKMGT]? +" + PERCENT + " +[\\d.,]+ ?[kKMGT]?i?B/s\\b.*"),
            // pg_basebackup --progress
            Pattern.compile("\\d+/\\d+ kB \\(" + PERCENT + "\\).*"),
            // words: "Progress: [ 42%]", "42% done", "42 % complete"
            Pattern.compile("(?i).*\\bprogress\\b[^%\\d]{0,20}" + PERCENT + ".*"),
            Pattern.compile("(?i)(?:.*[^\\d.])?" + PERCENT
                    + " (?:done|complete|completed|copied|finished|restored|transferred)\\b.*"));

    private ProgressLine() {}

    /** @param lastWords the end of what was printed; its first line may be torn */
    static Optional<Progress> in(String lastWords) {
        String[] lines = lastWords.split("[\r\n]+");
        int considered = 0;
        for (int at = lines.length - 1; at >= 0; at--) {
            String line = lines[at].strip();
            if (line.isEmpty() || line.length() > LONGEST_LINE) {
                continue;
            }
            Optional<Progress> told = marked(line);
            if (told.isEmpty() && considered++ < LINES_FOR_PERCENT) {
                told = ofTool(line);
            }
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private static Optional<Progress> marked(String line) {
        Matcher marker = MARKER.matcher(line);
        if (!marker.matches()) {
            return Optional.empty();
        }
        String said = marker.group(1).strip();
        Matcher percent = MARKED_PERCENT.matcher(said);
        if (percent.matches()) {
            return share(percent.group(1)).map(share -> new Progress(Optional.of(share), words(said)));
        }
        Matcher count = MARKED_COUNT.matcher(said);
        if (count.matches()) {
            double of = Double.parseDouble(count.group(3));
            double done = Double.parseDouble(count.group(1));
            return of <= 0 || done > of
                    ? Optional.empty()
                    : Optional.of(new Progress(Optional.of(rounded(100 * done / of)), words(said)));
        }
        // A stage without a figure: "building indexes". It ends what an earlier figure said.
        return said.isEmpty() ? Optional.empty() : Optional.of(new Progress(Optional.empty(), words(said)));
    }

    private static Optional<Progress> ofTool(String line) {
        return TOOLS.stream()
                .map(pattern -> pattern.matcher(line))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(found -> share(found.group(1)))
                .map(share -> new Progress(Optional.of(share), words(line)));
    }

    private static Optional<Double> share(String figure) {
        double share = Double.parseDouble(figure);
        return share > 100 ? Optional.empty() : Optional.of(rounded(share));
    }

    private static double rounded(double share) {
        return Math.round(share * 10) / 10.0;
    }

    private static String words(String said) {
        String clean = said.replaceAll("\\p{Cntrl}", "").replaceAll("\\s+", " ").strip();
        return clean.length() <= LONGEST_WORDS ? clean : clean.substring(0, LONGEST_WORDS - 1) + "…";
    }
}
