package org.liftlock.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions: {@code >= 14}, {@code >= 14, < 17}, {@code 24.x}, {@code = 1.26.3}, {@code 14.x || >= 16},
 * {@code any}. A bare version means this one alone.
 */
public final class VersionRange {

    private static final Pattern CONDITION = Pattern.compile("\\s*(>=|<=|>|<|=|==)?\\s*([^\\s,<>=|]+)\\s*,?");
    private static final Pattern WILDCARD = Pattern.compile("(\\d+(?:\\.\\d+)*)\\.[xX*]");

    private final String text;
    private final List<Interval> intervals;

    private VersionRange(String text, List<Interval> intervals) {
        this.text = text;
        this.intervals = List.copyOf(intervals);
    }

    public static VersionRange parse(String text) {
        List<Interval> intervals = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            intervals.add(alternative(text, alternative));
        }
        return new VersionRange(text.strip(), intervals);
    }

    public boolean contains(Version version) {
        return intervals.stream().anyMatch(interval -> interval.contains(version));
    }

    /** Whether a version could lie in both. */
    public boolean overlaps(VersionRange other) {
        return intervals.stream()
                .anyMatch(mine -> other.intervals.stream()
                        .anyMatch(theirs -> !mine.and(theirs).empty()));
    }

    @Override
    public String toString() {
        return text;
    }

    private static Interval alternative(String whole, String text) {
        if (text.strip().equals("any") || text.strip().equals("*")) {
            return Interval.ALL;
        }
        Matcher condition = CONDITION.matcher(text);
        Interval interval = Interval.ALL;
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!condition.find(end) || condition.start() != end) {
                throw unreadable(whole);
            }
            interval = interval.and(condition(whole, condition.group(1), condition.group(2)));
            end = condition.end();
        }
        if (end == 0 || interval.empty()) {
            throw unreadable(whole);
        }
        return interval;
    }

    private static Interval condition(String whole, String sign, String operand) {
        Matcher wildcard = WILDCARD.matcher(operand);
        if (wildcard.matches()) {
            if (sign != null && (sign.startsWith(">") || sign.startsWith("<"))) {
                throw unreadable(whole);
            }
            return family(wildcard.group(1));
        }
        Version version;
        try {
            version = new Version(operand);
        } catch (IllegalArgumentException wrong) {
            throw unreadable(whole);
        }
        return switch (sign == null ? "=" : sign) {
            case ">=" -> Interval.from(version, true);
            case ">" -> Interval.from(version, false);
            case "<=" -> Interval.upTo(version, true);
            case "<" -> Interval.upTo(version, false);
            default -> Interval.from(version, true).and(Interval.upTo(version, true));
        };
    }

    /** 24.x: from 24 with its pre-releases up to, without, 25 and the pre-releases of 25. */
    private static Interval family(String numbers) {
        int dot = numbers.lastIndexOf('.');
        long last = Long.parseLong(numbers.substring(dot + 1));
        String next = numbers.substring(0, dot + 1) + (last + 1);
        return Interval.from(new Version(numbers + "-alpha"), true)
                .and(Interval.upTo(new Version(next + "-alpha"), false));
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("\"" + text
                + "\" does not say which versions; write \">= 14\", \">= 14, < 17\", \"24.x\" or \"14.x || >= 16\"");
    }
}
