package org.liftlock.effect;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack of a fault as text, for the incident an administrator opens. */
final class Faults {

    private Faults() {}

    static String details(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
