package org.liftlock.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Description files of the tests, and small ones written in place. */
final class Fixtures {

    /** The smallest system there is, on kind command. */
    static final String ORDER_SERVICE = """
            system: order-service
            kind: command
            owner: erik
            stores: none
            environments: {production: {targets: {orders.example.com: {}}}}
            methods: {replace: {reversible: always, apply: {run: [raise, "${to.version}"]}}}
            """;

    static final String RAISE_ORDER_SERVICE = """
            upgrade: order-service
            to: "2.0"
            reason: {category: feature, text: "customers get a record of their own"}
            """;

    private Fixtures() {}

    static String text(String file) {
        try (InputStream stream = Fixtures.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static DescriptionFiles files(String... names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            texts.put(name, text(name));
        }
        return DescriptionFiles.of(texts);
    }

    static DescriptionFiles written(String... documents) {
        return DescriptionFiles.of(Map.of("orders.yaml", String.join("---\n", documents)));
    }

    static UpgradeDescription ledger() {
        return files("site.yaml", "ledger.yaml").upgrades().get(0);
    }

    static UpgradeDescription entry() {
        return files("site.yaml", "entry.yaml").upgrades().get(0);
    }

    /** What is wrong with documents, however deep one has to look. */
    static List<Problem> problemsOf(String... documents) {
        try {
            DescriptionFiles files = written(documents);
            List<Problem> problems = files.problems();
            files.upgrades();
            return problems;
        } catch (InvalidDescription invalid) {
            return invalid.problems();
        }
    }
}
