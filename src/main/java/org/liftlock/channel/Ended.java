package org.liftlock.channel;

import java.nio.charset.StandardCharsets;
import org.liftlock.security.Masking;
import org.liftlock.security.Masking.Edge;

/** How a program ended. */
public record Ended(int exitCode, Printed output, Printed errors) {

    /** Exit code when the time was up, as of timeout(1). */
    public static final int TIME_UP = 124;
    /** Exit code when the program could not be started, as of a shell: there is no such directory. */
    static final int NO_DIRECTORY = 126;
    /** Exit code when the program could not be started, as of a shell: there is no such program. */
    static final int NO_PROGRAM = 127;

    /** Of a program that could not be started. */
    static Ended without(int exitCode, String why) {
        Printed nothing = new Printed(new byte[0], 0);
        return new Ended(exitCode, nothing, new Printed(why.getBytes(StandardCharsets.UTF_8), 0));
    }

    public String outputText() {
        return output.text();
    }

    public String errorText() {
        return errors.text();
    }

    /** @param leftOut bytes that followed and were not kept */
    public record Printed(byte[] bytes, long leftOut) {

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8) + note();
        }

        public String masked(Masking masking) {
            Edge end = leftOut == 0 ? Edge.END : Edge.CUT;
            return masking.excerpt(bytes, 0, bytes.length, Edge.END, end).text() + note();
        }

        private String note() {
            return leftOut == 0 ? "" : "\n[" + leftOut + " bytes left out]\n";
        }
    }
}
