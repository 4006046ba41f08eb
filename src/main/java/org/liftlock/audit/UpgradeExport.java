package org.liftlock.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * All upgrades of a search as a file. It ends with the search, the count and a SHA-256 digest of the lines: a file that
 * was cut off lacks its end, and one that was changed shows it.
 */
@Component
public class UpgradeExport {

    /** Without it, some spreadsheets take UTF-8 for something else. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FoundUpgrades upgrades;
    private final Clock clock;

    UpgradeExport(FoundUpgrades upgrades, Clock clock) {
        this.upgrades = upgrades;
        this.clock = clock;
    }

    /**
     * A table, and behind it lines that begin with "# ", as no line of the table does.
     *
     * @return how many upgrades there are
     */
    public int csv(UpgradeQuery query, Sight sight, OutputStream out) {
        Measured file = new Measured(out);
        AtomicInteger count = new AtomicInteger();
        file.write(BYTE_ORDER_MARK + CsvLine.of(FoundUpgrade.NAMES));
        upgrades.each(query, sight, upgrade -> {
            file.write(CsvLine.of(upgrade.cells()));
            count.incrementAndGet();
        });
        facts(query, sight)
                .forEach((name, value) ->
                        file.frame("# " + name + ": " + value.replaceAll("\\p{Cntrl}", " ") + CsvLine.END));
        file.frame("# count: " + count + CsvLine.END);
        file.frame("# sha256: " + file.digest() + CsvLine.END);
        return count.get();
    }

    /**
     * The rows stand on one line each, in canonical form, so that other programs find the same digest.
     *
     * @return how many upgrades there are
     */
    public int json(UpgradeQuery query, Sight sight, OutputStream out) {
        Measured file = new Measured(out);
        AtomicInteger count = new AtomicInteger();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("format", "liftlock-upgrades-1");
        head.put("query", query.written());
        head.putAll(facts(query, sight));
        String opening = json(head);
        file.frame(opening.substring(0, opening.length() - 1) + ",\"rows\":[");
        upgrades.each(query, sight, upgrade -> {
            file.frame(count.getAndIncrement() == 0 ? "\n" : ",\n");
            file.write(json(upgrade.named()));
            file.count("\n");
        });
        file.frame("\n],\"count\":" + count + ",\"sha256\":\"" + file.digest() + "\"}\n");
        return count.get();
    }

    private Map<String, String> facts(UpgradeQuery query, Sight sight) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("search", "/upgrades" + (query.isEverything() ? "" : "?" + query.link()));
        facts.put("exported_by", sight.person());
        facts.put("exported_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put(
                "reach",
                sight.isWhole() ? "all systems" : "the systems of " + sight.person() + ", and what they asked for");
        return facts;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The export cannot be written", unwritable);
        }
    }
}
