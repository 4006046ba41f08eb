package org.liftlock.audit;

import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The access log as a file, the newest line first; it ends with search, count and digest like other exports. */
@Component
public class AccessExport {

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
    public int csv(AccessLog.Search search, String person, OutputStream out) {
        Map<String, String> query = new TreeMap<>();
        search.person().ifPresent(one -> query.put("person", one));
        search.upgrade().ifPresent(one -> query.put("upgrade", one));
        return new ExportFile(
                        "liftlock-access-1",
                        "/audit/access"
                                + (query.isEmpty()
                                        ? ""
                                        : query.entrySet().stream()
                                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                                .collect(Collectors.joining("&", "?", ""))),
                        query,
                        person,
                        clock.instant(),
                        "everybody's readings")
                .csv(NAMES, reader -> each(search, line -> reader.accept(cells(line))), out)
                .count();
    }

    private void each(AccessLog.Search search, Consumer<AccessLog.Line> reader) {
        List<AccessLog.Line> lines = log.lines(search, Optional.empty(), AT_ONCE);
        while (!lines.isEmpty()) {
            lines.forEach(reader);
            lines = log.lines(search, Optional.of(lines.get(lines.size() - 1).id()), AT_ONCE);
        }
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
