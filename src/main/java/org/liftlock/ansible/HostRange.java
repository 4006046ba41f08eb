package org.liftlock.ansible;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts written short as Ansible does: {@code web[01:08]}, {@code db-[a:f]}, {@code node[0:10:2]}. */
final class HostRange {

    private static final Pattern RANGE = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6}):(\\d{1,6})(?::(\\d{1,4}))?");
    private static final Pattern LETTERS =
            Pattern.compile("([a-z]):([a-z])(?::(\\d{1,2}))?|([A-Z]):([A-Z])(?::(\\d{1,2}))?");
    private static final int MOST = 5000;

    private HostRange() {}

    /** @throws IllegalArgumentException when a range is none */
    static List<String> expand(String pattern) {
        List<String> names = new ArrayList<>();
        expand("", pattern, names);
        return names;
    }

    private static void expand(String head, String rest, List<String> names) {
        Matcher range = RANGE.matcher(rest);
        if (!range.find()) {
            if (rest.indexOf('[') >= 0 || rest.indexOf(']') >= 0) {
                throw new IllegalArgumentException("\"" + rest + "\" has a bracket without its other half");
            }
            if (names.size() >= MOST) {
                throw new IllegalArgumentException("It stands for more than " + MOST + " hosts");
            }
            names.add(head + rest);
            return;
        }
        String tail = rest.substring(range.end());
        for (String one : values(range.group(1))) {
            expand(head + rest.substring(0, range.start()) + one, tail, names);
        }
    }

    private static List<String> values(String range) {
        Matcher numbers = NUMBERS.matcher(range);
        Matcher letters = LETTERS.matcher(range);
        List<String> values = new ArrayList<>();
        if (numbers.matches()) {
            String first = numbers.group(1);
            String format = first.startsWith("0") && first.length() > 1 ? "%0" + first.length() + "d" : "%d";
            int step = step(range, numbers.group(3));
            for (int one = Integer.parseInt(first); one <= Integer.parseInt(numbers.group(2)); one += step) {
                values.add(format.formatted(one));
            }
        } else if (letters.matches()) {
            boolean small = letters.group(1) != null;
            int step = step(range, letters.group(small ? 3 : 6));
            for (char one = letters.group(small ? 1 : 4).charAt(0);
                    one <= letters.group(small ? 2 : 5).charAt(0);
                    one += (char) step) {
                values.add(String.valueOf(one));
            }
        }
        if (values.isEmpty() || values.size() > MOST) {
            throw new IllegalArgumentException("[" + range + "] is no range of hosts; write [01:08], [a:f] or [0:10:2],"
                    + " upwards, over at most " + MOST);
        }
        return values;
    }

    private static int step(String range, String written) {
        int step = written == null ? 1 : Integer.parseInt(written);
        if (step == 0) {
            throw new IllegalArgumentException("[" + range + "] never comes to its end: its step is 0");
        }
        return step;
    }
}
