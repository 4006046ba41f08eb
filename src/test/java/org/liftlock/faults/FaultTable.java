package org.liftlock.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;

/** The rows that the suite prints: what was done to the product, and what came of it. */
final class FaultTable {

    private static final Path FILE = Path.of("target", "faults.md");
    private static final String HEAD = """
            | fault | repetitions | upgrades | lost | applied twice | applied without verified backup | asked a human | recovery p50 / max |
            |---|---|---|---|---|---|---|---|
            """;

    private static boolean begun;

    private FaultTable() {}

    /** Writes the row down, and fails when anything was lost, done twice or done without a proven backup. */
    static void row(String fault, int repetitions, Collection<Lifecycle> lifecycles, List<Double> recoveries) {
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
        write("| %s | %d | %d | %d | %d | %d | %d | %s |%n"
                .formatted(
                        fault,
                        repetitions,
                        lifecycles.size(),
                        lost.size(),
                        twice.size(),
                        unproven.size(),
                        asked,
                        spread(recoveries)));
        Assertions.assertThat(List.of(lost, twice, unproven))
                .as(fault + ": lost, done twice, applied without a verified backup")
                .allSatisfy(found -> Assertions.assertThat(found).isEmpty());
    }

    static synchronized void write(String row) {
        try {
            Files.createDirectories(FILE.getParent());
            if (!begun) {
                Files.writeString(FILE, HEAD);
                begun = true;
            }
            Files.writeString(FILE, row, StandardOpenOption.APPEND);
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
