package org.liftlock.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.liftlock.lifecycle.RuleId;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.stereotype.Component;

/** What our rules answer of the standards auditors hold them against, and what stays with the organisation. */
@Component
public class Standards {

    private static final String RESOURCE = "/standards.yaml";

    private final List<Standard> all = read();

    /** @param scope what of it is meant, and where our reading of it comes from */
    public record Standard(String id, String name, String scope, List<Requirement> requirements) {}

    /**
     * @param clause where it stands in the standard
     * @param asks what is asked for, in our own words
     * @param does what Liftlock does about it
     * @param rules the rules that are enforced for it
     * @param evidence where an auditor sees it
     * @param yours what stays the organisation's own duty
     */
    public record Requirement(
            String clause, String asks, String does, List<RuleId> rules, List<Evidence> evidence, String yours) {}

    /** @param page an address within Liftlock */
    public record Evidence(String words, String page) {}

    public List<Standard> all() {
        return all;
    }

    /** Rules that no requirement names: they are ours, beyond what the standards ask. */
    public List<RuleId> beyond() {
        List<RuleId> rest = new ArrayList<>(Arrays.asList(RuleId.values()));
        all.forEach(standard -> standard.requirements().forEach(requirement -> rest.removeAll(requirement.rules())));
        return List.copyOf(rest);
    }

    @SuppressWarnings("unchecked")
    private static List<Standard> read() {
        try (InputStream text = Standards.class.getResourceAsStream(RESOURCE)) {
            List<Map<String, Object>> standards = (List<Map<String, Object>>)
                    new Load(LoadSettings.builder().setLabel(RESOURCE).build()).loadFromInputStream(text);
            return standards.stream().map(Standards::standard).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", unreadable);
        }
    }

    private static Standard standard(Map<String, Object> map) {
        return new Standard(
                text(map, "id"),
                text(map, "name"),
                text(map, "scope"),
                list(map, "requirements").stream().map(Standards::requirement).toList());
    }

    private static Requirement requirement(Map<String, Object> map) {
        return new Requirement(
                text(map, "clause"),
                text(map, "asks"),
                text(map, "does"),
                Arrays.stream(text(map, "rules").split(" "))
                        .map(RuleId::valueOf)
                        .toList(),
                list(map, "evidence").stream()
                        .map(link -> new Evidence(text(link, "words"), text(link, "page")))
                        .toList(),
                text(map, "yours"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> map, String key) {
        return (List<Map<String, Object>>) map.get(key);
    }

    private static String text(Map<String, Object> map, String key) {
        if (!(map.get(key) instanceof String text) || text.isBlank()) {
            throw new IllegalStateException(RESOURCE + ": \"" + key + "\" is missing in " + map);
        }
        return text.strip();
    }
}
