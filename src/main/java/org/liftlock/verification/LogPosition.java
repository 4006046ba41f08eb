package org.liftlock.verification;

import java.util.List;
import java.util.regex.Pattern;
import org.liftlock.naming.Digest;

/**
 * Where a log ended, and the shapes of the forbidden lines it had then.
 *
 * @param inode empty when there was no log
 * @param shapes digests of lines without their figures: a log may hold what must not be stored
 */
record LogPosition(String inode, long size, List<String> shapes) {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern FIGURES = Pattern.compile("\\b0x[0-9a-fA-F]+\\b|\\d+");

    static LogPosition none() {
        return new LogPosition("", 0, List.of());
    }

    /** The line with every number and id taken out: times, counts and addresses differ, the message stays. */
    static String shape(String line) {
        String withoutIds = UUID.matcher(line.strip()).replaceAll("#");
        return Digest.of(FIGURES.matcher(withoutIds).replaceAll("#")).brief();
    }

    boolean knows(String line) {
        return shapes.contains(shape(line));
    }

    String written() {
        return inode + "\n" + size + "\n" + String.join("\n", shapes);
    }

    static LogPosition parse(String written) {
        List<String> lines = written.lines().toList();
        return new LogPosition(lines.get(0), Long.parseLong(lines.get(1)), lines.subList(2, lines.size()));
    }
}
