package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of a step ran on each target, and what is left: for whoever repairs by hand. Secrets stay references. */
@Component
class HowFarItCame {

    private static final int LONGEST = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    HowFarItCame(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sentence for each target where something is left, and for those that were not begun. */
    List<String> of(String stepId) {
        List<String> sentences =
                new ArrayList<>(jdbc.sql("""
                        select target, run_order, outcome, failed_at from effect where step_id = ? order by planned_at, target
                        """).param(stepId).query((row, number) -> sentence(row)).list().stream()
                        .flatMap(Optional::stream)
                        .toList());
        jdbc.sql("select later from step where step_id = ? and later is not null")
                .param(stepId)
                .query(String.class)
                .optional()
                .map(HowFarItCame::targets)
                .filter(left -> !left.isEmpty())
                .ifPresent(left -> sentences.add("Not begun: " + plain(String.join(", ", left))));
        return sentences;
    }

    private Optional<String> sentence(ResultSet row) throws SQLException {
        List<String> commands = commands(row.getString("run_order"));
        String target = plain(row.getString("target"));
        int at = row.getInt("failed_at");
        boolean known = !row.wasNull();
        if (known && at < commands.size()) {
            return Optional.of(target + ": "
                    + (at == 0 ? "nothing had run before it" : "ran " + list(commands.subList(0, at))) + "; failed at "
                    + commands.get(at) + "; "
                    + (at + 1 == commands.size()
                            ? "nothing is left"
                            : "left: " + list(commands.subList(at + 1, commands.size()))));
        }
        return switch (row.getString("outcome") == null ? "" : row.getString("outcome")) {
            case "SUCCEEDED" -> Optional.of(target + ": all of it ran");
            case "REFUSED", "NEVER_STARTED" -> Optional.of(target + ": nothing of it ran");
            default -> Optional.empty();
        };
    }

    private static String list(List<String> commands) {
        return String.join(", ", commands);
    }

    private static List<String> commands(String orders) {
        List<String> commands = new ArrayList<>();
        for (JsonNode command : tree(orders)) {
            List<String> words = new ArrayList<>();
            command.path("arguments").forEach(word -> words.add(word.asText()));
            String text = String.join(" ", words);
            commands.add("\"" + plain(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…") + "\"");
        }
        return commands;
    }

    private static List<String> targets(String later) {
        Set<String> targets = new LinkedHashSet<>();
        for (JsonNode order : tree(later)) {
            JsonNode target = order.path("target");
            targets.add(
                    target.path("host").asText() + "/" + target.path("instance").asText());
        }
        return List.copyOf(targets);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("What a step is to do cannot be read from the journal", unreadable);
        }
    }
}
