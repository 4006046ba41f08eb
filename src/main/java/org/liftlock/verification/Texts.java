package org.liftlock.verification;

import java.time.Duration;

/** Values made fit for a sentence. */
final class Texts {

    private static final int LONGEST_QUOTE = 300;

    private Texts() {}

    static String clip(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }

    /** In quotes, in one line, not too long. */
    static String quote(String value) {
        return "\"" + clip(value.strip().replaceAll("\\s+", " "), LONGEST_QUOTE) + "\"";
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : "%d.%03d s".formatted(millis / 1000, millis % 1000);
    }

    /** A long time in the two units that matter: 27 h 13 min, 3 d 4 h. */
    static String span(Duration time) {
        if (time.toDays() >= 2) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        return time.toHours() >= 1 ? time.toHours() + " h " + time.toMinutesPart() + " min" : time.toMinutes() + " min";
    }

    /** What an exception says, in words a reader can use. */
    static String reason(Throwable problem) {
        String message = problem.getMessage();
        if (message == null || message.isBlank()) {
            return problem.getCause() != null ? reason(problem.getCause()) : simpleName(problem);
        }
        // Our own exceptions speak in sentences; those of the JDK mean little without their name.
        boolean sentence = problem instanceof IllegalArgumentException
                || problem instanceof IllegalStateException
                || problem.getClass().getPackageName().startsWith("org.liftlock.");
        return sentence ? message : simpleName(problem) + ": " + message;
    }

    private static String simpleName(Throwable problem) {
        return problem.getClass().getSimpleName();
    }
}
