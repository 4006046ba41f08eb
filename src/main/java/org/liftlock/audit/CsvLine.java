package org.liftlock.audit;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A line of CSV (RFC 4180) that a spreadsheet shows as text and never calculates: people write what stands in it. */
final class CsvLine {

    static final String END = "\r\n";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    /** What spreadsheets take for the beginning of a formula, with blanks before it as well. */
    private static final Pattern FORMULA = Pattern.compile("^[\\p{Z}]*[=+\\-@|%\\uFF1D\\uFF0B\\uFF0D\\uFF20].*");

    private CsvLine() {}

    static String of(Collection<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",")) + END;
    }

    private static String cell(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return '"' + (FORMULA.matcher(line).matches() ? "'" : "") + line.replace("\"", "\"\"") + '"';
    }
}
