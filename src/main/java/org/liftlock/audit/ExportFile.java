package org.liftlock.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Rows as a file. It ends with what was asked for, the count and a SHA-256 digest of the lines: a file that was cut off lacks
 * its end, and one that was changed shows it.
 *
 * @param format names the form of the JSON
 * @param search the address that was asked, as a page
 * @param query the same as names and values
 * @param reach what the person could see
 */
record ExportFile(
        String format, String search, Map<String, String> query, String exportedBy, Instant exportedAt, String reach) {

    /** Without it, some spreadsheets take UTF-8 for something else. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was written, without the frame. */
    record Written(int count, String digest) {}

    /** Hands over its rows one by one, each in the order of the names. */
    interface Rows {
        void each(Consumer<List<String>> reader);
    }

    /** A table, and behind it lines that begin with "# ", as no line of the table does. */
    Written csv(List<String> names, Rows rows, OutputStream out) {
        Measured file = new Measured(out);
        AtomicInteger count = new AtomicInteger();
        file.write(BYTE_ORDER_MARK + CsvLine.of(names));
        rows.each(cells -> {
            file.write(CsvLine.of(cells));
            count.incrementAndGet();
        });
        facts().forEach((name, value) ->
                file.frame("# " + name + ": " + value.replaceAll("\\p{Cntrl}", " ") + CsvLine.END));
        file.frame("# count: " + count + CsvLine.END);
        String digest = file.digest();
        file.frame("# sha256: " + digest + CsvLine.END);
        return new Written(count.get(), digest);
    }

    /** The rows stand on one line each, in canonical form, so that other programs find the same digest. */
    Written json(List<String> names, Rows rows, OutputStream out) {
        Measured file = new Measured(out);
        AtomicInteger count = new AtomicInteger();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("format", format);
        head.put("query", query);
        head.putAll(facts());
        String opening = written(head);
        file.frame(opening.substring(0, opening.length() - 1) + ",\"rows\":[");
        rows.each(cells -> {
            file.frame(count.getAndIncrement() == 0 ? "\n" : ",\n");
            file.write(written(named(names, cells)));
            file.count("\n");
        });
        String digest = file.digest();
        file.frame("\n],\"count\":" + count + ",\"sha256\":\"" + digest + "\"}\n");
        return new Written(count.get(), digest);
    }

    /** What is there, by name. */
    private static Map<String, String> named(List<String> names, List<String> cells) {
        Map<String, String> named = new TreeMap<>();
        for (int position = 0; position < names.size(); position++) {
            if (!cells.get(position).isEmpty()) {
                named.put(names.get(position), cells.get(position));
            }
        }
        return named;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("search", search);
        facts.put("exported_by", exportedBy);
        facts.put("exported_at", exportedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("reach", reach);
        return facts;
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The export cannot be written", unwritable);
        }
    }
}
