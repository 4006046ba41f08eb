package org.liftlock.audit;

import java.io.OutputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** Reports as files, in the form of all exports. The record tells who took which one away. */
@Component
public class ReportExport {

    private final Clock clock;
    private final Journal journal;

    ReportExport(Clock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    public void csv(Table table, String person, OutputStream out) {
        tell(
                table,
                person,
                "CSV",
                file(table, person)
                        .csv(table.names(), table.rows()::forEach, out)
                        .digest());
    }

    public void json(Table table, String person, OutputStream out) {
        tell(
                table,
                person,
                "JSON",
                file(table, person)
                        .json(table.names(), table.rows()::forEach, out)
                        .digest());
    }

    private ExportFile file(Table table, String person) {
        return new ExportFile(
                table.format(), search(table), table.query(), person, clock.instant(), "all systems and people");
    }

    private void tell(Table table, String person, String form, String digest) {
        journal.tell(
                Optional.empty(),
                person,
                "report-exported",
                Optional.of("R49"),
                "Exported " + search(table) + " as " + form + ": "
                        + table.rows().size() + " rows, sha256 " + digest,
                Optional.empty());
    }

    private static String search(Table table) {
        return table.page()
                + (table.query().isEmpty()
                        ? ""
                        : table.query().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining("&", "?", "")));
    }
}
