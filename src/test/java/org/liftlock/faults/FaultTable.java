package org.liftlock.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;

/** The rows that the suite prints: what was done to the product, and what came of it. */
final class FaultTable {

    private static final Path FILE = Path.of("target", "faults.md");
    /** Tells the rows of this run from those of an earlier one; several processes of a run write into one file. */
    private static final String RUN =
            "<!-- " + System.getProperty("faults.run", Instant.now().toString()) + " -->\n";

    private static final String HEAD = RUN + """
            | fault | repetitions | upgrades | lost | applied twice | applied without verified backup | asked a human | recovery p50 / max |
            |---|---|---|---|---|---|---|---|
            """;

    private FaultTable() {}

    /**
     * What came of a fault.
     *
     * @param lost one sentence for each thing that is not as it should be at the end
     * @param twice one for each thing that was done twice, or beside something it must never meet
     * @param unproven one for each thing that was done, or let through, without a proven backup
     */
    record Counts(int upgrades, List<String> lost, List<String> twice, List<String> unproven, int asked) {

        static Counts of(Collection<Lifecycle> lifecycles) {
            List<String> lost = new ArrayList<>();
            List<String> twice = new ArrayList<>();
            List<String> unproven = new ArrayList<>();
            int asked = 0;
            for (Lifecycle lifecycle : lifecycles) {
                Lifecycle.Verdict verdict = lifecycle.judge();
                lost.addAll(verdict.lost());
                twice.addAll(verdict.twice());
                unproven.addAll(verdict.unproven());
                asked += lifecycle.askedBesides().size();
            }
            return new Counts(lifecycles.size(), lost, twice, unproven, asked);
        }
    }

    /** Writes the row down, and fails when anything was lost, done twice or done without a proven backup. */
    static void row(String fault, int repetitions, Collection<Lifecycle> lifecycles, List<Double> recoveries) {
        row(fault, repetitions, Counts.of(lifecycles), recoveries);
    }

    /** The same for a fault that does not meet whole upgrades; its name says what is counted where. */
    static void row(String fault, int repetitions, Counts counts, List<Double> recoveries) {
        write("| %s | %d | %d | %d | %d | %d | %d | %s |%n"
                .formatted(
                        fault,
                        repetitions,
                        counts.upgrades(),
                        counts.lost().size(),
                        counts.twice().size(),
                        counts.unproven().size(),
                        counts.asked(),
                        spread(recoveries)));
        Assertions.assertThat(List.of(counts.lost(), counts.twice(), counts.unproven()))
                .as(fault + ": lost, done twice, applied without a verified backup")
                .allSatisfy(found -> Assertions.assertThat(found).isEmpty());
    }

    static synchronized void write(String row) {
        try {
            Files.createDirectories(FILE.getParent());
            try (FileChannel file = FileChannel.open(
                            FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock alone = file.lock()) {
                String before = Files.readString(FILE);
                String begun = before.startsWith(RUN) ? before : HEAD;
                file.truncate(0);
                file.write(StandardCharsets.UTF_8.encode(begun + row), 0);
            }
            System.out.print(row);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String spread(List<Double> seconds) {
        if (seconds.isEmpty()) {
            return "-";
        }
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT, "%.1f s / %.1f s", sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
