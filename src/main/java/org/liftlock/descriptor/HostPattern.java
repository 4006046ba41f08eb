package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.liftlock.naming.TargetId;

/** Hosts written short: {@code web[1-8].example.com}, {@code pg[01-12]}. */
final class HostPattern {

    private static final Pattern RANGE = Pattern.compile("\\[(\\d{1,5})-(\\d{1,5})]");
    private static final int MOST = 5000;

    private HostPattern() {}

    /**
     * The targets a pattern stands for, in order.
     *
     * @throws IllegalArgumentException when it stands for none, for too many, or not for hosts
     */
    static List<TargetId> expand(String pattern) {
        return names(pattern).stream().map(TargetId::parse).toList();
    }

    private static List<String> names(String pattern) {
        Matcher range = RANGE.matcher(pattern);
        if (!range.find()) {
            return List.of(pattern);
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        if (first > last || last - first >= MOST) {
            throw new IllegalArgumentException(
                    "A range of hosts goes upwards, over at most " + MOST + " hosts, not \"" + range.group() + "\"");
        }
        String head = pattern.substring(0, range.start());
        List<String> tails = names(pattern.substring(range.end()));
        String digits = range.group(1).startsWith("0") ? "%0" + range.group(1).length() + "d" : "%d";
        List<String> names = new ArrayList<>();
        IntStream.rangeClosed(first, last)
                .forEach(number -> tails.forEach(tail -> names.add(head + digits.formatted(number) + tail)));
        if (names.size() > MOST) {
            throw new IllegalArgumentException("\"" + pattern + "\" stands for more than " + MOST + " hosts");
        }
        return names;
    }
}
