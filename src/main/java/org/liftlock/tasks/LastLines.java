package org.liftlock.tasks;

import java.util.List;

/** The end of what a command has printed, as a form can show it: no colours, no line that fills the screen alone. */
final class LastLines {

    private static final int LONGEST = 140;

    private LastLines() {}

    static List<String> of(String output, int count) {
        List<String> lines = output.lines()
                .map(line -> line.replaceAll("\u001B\\[[0-?]*[ -/]*[@-~]", "")
                        .replace('\t', ' ')
                        .replaceAll("\\p{Cntrl}", "")
                        .stripTrailing())
                .filter(line -> !line.isBlank())
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…")
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}
