package org.liftlock.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What it takes to make the document of a record: of the example (two targets), and of one with twenty times as many
 * findings, readings, checks, steps and entries. The page has to be there within 300 ms, the PDF within 2 s.
 */
class RecordBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 21;

    /** What there is once for each upgrade stays once. */
    private static final Set<String> ONCE =
            Set.of("upgrade", "template_use", "upgrade_plan", "maintenance_window", "process_model");

    private final RecordRenderer renderer = new RecordRenderer();

    @Test
    void theExample() {
        measure("of two targets", ExampleRecord.JSON);
    }

    @Test
    void aLargeOne() throws IOException {
        measure("twenty times as long", longer(20));
    }

    private void measure(String what, String record) {
        double page = time("HTML", what, record, renderer::html);
        double pdf = time("PDF", what, record, renderer::pdf);

        assertThat(page).as("milliseconds for the page").isLessThan(300);
        assertThat(pdf).as("milliseconds for the PDF").isLessThan(2000);
    }

    /** @return the 95th percentile in milliseconds */
    private static double time(String form, String what, String record, Consumer<String> work) {
        double first = once(record, work);
        IntStream.range(0, WARM_UP).forEach(round -> work.accept(record));
        List<Double> times = IntStream.range(0, ROUNDS)
                .mapToObj(round -> once(record, work))
                .sorted()
                .toList();
        double high = times.get(times.size() - 1 - times.size() / 20);
        System.out.println(String.format(
                Locale.ROOT,
                "Record %s (%d KiB) as %s: median %.0f ms, 95th percentile %.0f ms; the first one %.0f ms",
                what,
                record.length() / 1024,
                form,
                times.get(times.size() / 2),
                high,
                first));
        return high;
    }

    private static double once(String record, Consumer<String> work) {
        long start = System.nanoTime();
        work.accept(record);
        return (System.nanoTime() - start) / 1e6;
    }

    private static String longer(int times) throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(ExampleRecord.JSON);
        record.properties().forEach(part -> {
            if (part.getValue() instanceof ArrayNode rows && !ONCE.contains(part.getKey())) {
                ArrayNode one = rows.deepCopy();
                IntStream.range(1, times).forEach(more -> rows.addAll(renamed(one.deepCopy(), "-" + more)));
            }
        });
        return JSON.writeValueAsString(record);
    }

    /** Units, steps and backups of their own, which refer to each other as those of the example do. */
    private static ArrayNode renamed(ArrayNode rows, String ending) {
        rows.forEach(row -> row.properties().forEach(column -> {
            boolean isReference =
                    column.getKey().endsWith("_id") && !column.getKey().equals("rule_id");
            if (isReference && column.getValue().isTextual()) {
                column.setValue(TextNode.valueOf(column.getValue().asText() + ending));
            }
        }));
        return rows;
    }
}
