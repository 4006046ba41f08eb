package orders;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** One line per event on standard output, which the start script sends to the log file. */
final class Log {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private Log() {}

    static void info(String message) {
        write("INFO ", message);
    }

    static void warn(String message) {
        write("WARN ", message);
    }

    static void error(String message) {
        write("ERROR", message);
    }

    /** A request's path comes from outside: a line break in it must not forge a second line. */
    private static synchronized void write(String level, String message) {
        System.out.println(
                TIME.format(OffsetDateTime.now()) + " " + level + " " + message.replaceAll("\\p{Cntrl}", " "));
    }
}
