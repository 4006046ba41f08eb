package org.liftlock.audit;

import java.io.OutputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The access log as a file, the newest line first; it ends with search, count and digest like other exports. */
@Component
public class AccessExport {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int AT_ONCE = 1000;
    private static final List<String> NAMES =
            List.of("id", "at", "person", "what", "upgrade", "subject", "way", "asked", "outcome", "rows", "sha256");

    private final AccessLog log;
    private final Clock clock;

    AccessExport(AccessLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** @return how many lines there are */
    public long csv(AccessLog.Search search, String person, OutputStream out) {
        Measured file = new Measured(out);
        file.write(BYTE_ORDER_MARK + CsvLine.of(NAMES));
        long count = 0;
        Optional<Long> before = Optional.empty();
        List<AccessLog.Line> lines = log.lines(search, before, AT_ONCE);
        while (!lines.isEmpty()) {
            for (AccessLog.Line line : lines) {
                file.write(CsvLine.of(cells(line)));
                count++;
                before = Optional.of(line.id());
            }
            lines = log.lines(search, before, AT_ONCE);
        }
        fact(file, "person", search.person().orElse("everybody"));
        fact(file, "upgrade", search.upgrade().orElse("all"));
        fact(file, "exported_by", person);
        fact(
                file,
                "exported_at",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        fact(file, "count", Long.toString(count));
        fact(file, "sha256", file.digest());
        return count;
    }

    private static void fact(Measured file, String name, String value) {
        file.frame("# " + name + ": " + value.replaceAll("\\p{Cntrl}", " ") + CsvLine.END);
    }

    private static List<String> cells(AccessLog.Line line) {
        Access access = line.access();
        return List.of(
                Long.toString(line.id()),
                line.at().toString(),
                access.person(),
                access.what().name(),
                access.upgrade().orElse(""),
                access.subject(),
                access.way().name(),
                access.asked(),
                line.outcome().name(),
                line.rows().map(String::valueOf).orElse(""),
                line.digest().orElse(""));
    }
}
