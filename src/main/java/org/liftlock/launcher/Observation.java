package org.liftlock.launcher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The launcher's answer to {@code observe}, each run by INSTANCE/KEY.
 *
 * @param printed all bytes that a run has printed; only of runs that have ended, and not of every one
 */
record Observation(Map<String, RunState> states, Map<String, byte[]> printed) {

    private static final String PRINTED = "PRINTED";

    /** What is cut short or not understood is left out: it can be asked for. */
    static Observation parse(byte[] answer) {
        Map<String, RunState> states = new HashMap<>();
        Map<String, byte[]> printed = new HashMap<>();
        int at = 0;
        while (at < answer.length) {
            int end = lineEnd(answer, at);
            String[] words = new String(answer, at, end - at, StandardCharsets.UTF_8).split(" ", 2);
            at = end + 1;
            if (words.length == 2 && words[0].equals(PRINTED)) {
                String[] runAndSize = words[1].split(" ");
                int size = size(runAndSize);
                if (size < 0 || size > answer.length - at) {
                    break;
                }
                printed.put(runAndSize[0], Arrays.copyOfRange(answer, at, at + size));
                at += size;
            } else if (words.length == 2) {
                states.put(words[0], StateText.parse(words[1]));
            }
        }
        return new Observation(states, printed);
    }

    private static int lineEnd(byte[] answer, int from) {
        int end = from;
        while (end < answer.length && answer[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Below zero when it is none. */
    private static int size(String[] runAndSize) {
        try {
            return runAndSize.length == 2 ? Integer.parseInt(runAndSize[1]) : -1;
        } catch (NumberFormatException damaged) {
            return -1;
        }
    }
}
