package org.liftlock.stories;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/** One upgrade as its engineer reads it over the API. */
final class Upgrade {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Person reader;
    private final String key;
    private JsonNode story = Http.JSON.missingNode();

    Upgrade(Person reader, String key) {
        this.reader = reader;
        this.key = key;
    }

    record Task(String id, Optional<String> assignee, Optional<Instant> decideUntil) {}

    record Step(String element, int attempt, Optional<String> outcome, String summary, Instant settledAt) {}

    record Mail(String kind, String recipient, boolean sent) {}

    String key() {
        return key;
    }

    String stage() {
        return read().at("/upgrade/stage").asText();
    }

    String outcome() {
        return read().at("/upgrade/outcome").asText();
    }

    String controlLevel() {
        return read().at("/upgrade/controlLevel").asText();
    }

    Instant windowEnds() {
        return Instant.parse(read().at("/upgrade/window/ends").asText());
    }

    List<String> openTasks() {
        return each(read(), "openTasks")
                .map(task -> task.path("element").asText())
                .toList();
    }

    List<Step> steps() {
        return each(read(), "steps").map(Upgrade::step).toList();
    }

    /** The newest of the steps drawn as one element. */
    Step step(String element) {
        return steps().stream()
                .filter(step -> step.element().equals(element))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("There was no step " + element + ": " + steps()));
    }

    List<Mail> mails() {
        return each(read(), "messages")
                .map(mail -> new Mail(
                        mail.path("kind").asText(),
                        mail.path("recipient").asText(),
                        text(mail, "sentAt").isPresent()))
                .toList();
    }

    Stream<JsonNode> each(String part) {
        return each(read(), part);
    }

    /** The record with its chain of hashes. */
    List<JsonNode> record() {
        return StreamSupport.stream(
                        reader.reads("api/upgrades/" + key + "/record")
                                .path("record_entry")
                                .spliterator(),
                        false)
                .toList();
    }

    Task awaitTask(String element) {
        awaitThat(
                "task " + element + " waits for somebody",
                now -> task(now, element).isPresent());
        return task(story, element).orElseThrow();
    }

    void awaitStart(String element) {
        awaitThat(
                "step " + element + " has started",
                now -> each(now, "steps")
                        .anyMatch(step -> step.path("element").asText().equals(element)));
    }

    void awaitClosed() {
        awaitThat("it is closed", now -> now.at("/upgrade/stage").asText().equals("CLOSED"));
    }

    void awaitThat(String expected, Predicate<JsonNode> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> condition.test(read()));
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(key + ": waited in vain until " + expected + "; now " + story.toPrettyString());
        }
    }

    void answer(Person person, String element, Map<String, ?> fields) {
        person.answers(awaitTask(element).id(), fields);
    }

    private JsonNode read() {
        story = reader.reads("api/upgrades/" + key);
        return story;
    }

    private static Optional<Task> task(JsonNode story, String element) {
        return each(story, "openTasks")
                .filter(task -> task.path("element").asText().equals(element))
                .map(task -> new Task(
                        task.path("id").asText(),
                        text(task, "assignee"),
                        text(task, "decideUntil").map(Instant::parse)))
                .findFirst();
    }

    private static Step step(JsonNode step) {
        return new Step(
                step.path("element").asText(),
                step.path("attempt").asInt(),
                text(step, "outcome"),
                text(step, "summary").orElse(""),
                text(step, "settledAt").map(Instant::parse).orElse(Instant.MAX));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field))
                .filter(value -> !value.isNull() && !value.isMissingNode())
                .map(JsonNode::asText);
    }

    static Stream<JsonNode> each(JsonNode story, String part) {
        return StreamSupport.stream(story.path(part).spliterator(), false);
    }
}
