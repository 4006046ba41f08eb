package org.liftlock.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** One upgrade of one target, with the people who answer what they are asked about it. */
final class Lifecycle {

    private static final Map<String, String> WHO = Map.of(
            "plan-upgrade", "erik",
            "approve-upgrade", "ana",
            "sign-off", "uma",
            "review-shortcuts", "paula",
            "close-upgrade", "mia",
            "decide-on-failure", "mia",
            // of a ledger nothing is measured, so somebody is asked at every look
            "decide-on-disturbance", "mia");

    private static final double PATIENCE = 180;
    /** Longer than it takes until somebody is asked to sign off. */
    private static final double UNTIL_ASKED = 3;

    private final Client client;
    private final Ledger ledger;
    private final String request;
    private final String version;
    private final String before;
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> exceptional = new TreeSet<>();
    private String key = "";
    private JsonNode story = Client.JSON.missingNode();
    private Verdict verdict;
    /** Where nothing was touched, people may plan and approve the whole anew. */
    private int plans;

    private String lastRefusal = "";
    private double watchedSince = Double.MAX_VALUE;

    Lifecycle(Client client, Ledger ledger, String version) {
        this(client, ledger, ledger.request(version), version);
    }

    /** @param request the document that asks for it */
    Lifecycle(Client client, Ledger ledger, String request, String version) {
        this.client = client;
        this.request = request;
        this.ledger = ledger;
        this.version = version;
        this.before = ledger.book();
    }

    Ledger ledger() {
        return ledger;
    }

    String key() {
        return key;
    }

    String stage() {
        return story.at("/upgrade/stage").asText();
    }

    boolean isClosed() {
        return stage().equals("CLOSED");
    }

    /** Nothing is left but days of watching. */
    boolean isOnlyWatched() {
        boolean watched = openTasks().isEmpty()
                && StreamSupport.stream(story.path("timers").spliterator(), false)
                        .anyMatch(timer -> timer.toString().contains("next-look-is-due"));
        if (!watched) {
            watchedSince = Double.MAX_VALUE;
        } else if (watchedSince == Double.MAX_VALUE) {
            watchedSince = Uptime.now();
        }
        return Uptime.now() - watchedSince > UNTIL_ASKED;
    }

    JsonNode story() {
        return story;
    }

    /** Asked beside what every upgrade asks: unknown outcomes, time that ran out. */
    Set<String> askedBesides() {
        return exceptional;
    }

    /** Until the request is acknowledged; a reply may have been lost, so an upgrade that is there counts. */
    void request() {
        while (key.isEmpty()) {
            try {
                client.send("erik", "PUT", "api/systems/" + ledger.name(), "application/yaml", ledger.description());
                key = existing()
                        .orElseGet(() -> client.send("erik", "POST", "api/upgrades", "application/yaml", request)
                                .path("key")
                                .asText());
            } catch (Client.NobodyAnswered silent) {
                Cluster.pause(200);
            } catch (Client.Refused refused) {
                if (refused.status() < 500) {
                    throw refused;
                }
                Cluster.pause(500);
            }
        }
    }

    private Optional<String> existing() {
        return StreamSupport.stream(client.get("erik", "api/upgrades").spliterator(), false)
                .filter(upgrade -> upgrade.path("system").asText().equals(ledger.name()))
                .map(upgrade -> upgrade.path("key").asText())
                .findFirst();
    }

    /** Ids of the elements that ask somebody now, as they were at the last look. */
    List<String> openTasks() {
        return StreamSupport.stream(story.path("openTasks").spliterator(), false)
                .map(task -> task.path("element").asText())
                .toList();
    }

    /** Answers whatever is asked, until something has come about. */
    void followUntil(String what, BooleanSupplier reached) {
        await(what, reached, this::look);
    }

    /** The same without answering. */
    void watchUntil(String what, BooleanSupplier reached) {
        await(what, reached, () -> {
            try {
                story = client.get("erik", "api/upgrades/" + key);
            } catch (Client.NobodyAnswered | Client.Refused silent) {
                // The next look will tell.
            }
        });
    }

    private void await(String what, BooleanSupplier reached, Runnable look) {
        double until = Uptime.now() + PATIENCE;
        look.run();
        while (!reached.getAsBoolean()) {
            if (Uptime.now() > until) {
                throw new AssertionError(key + ": waited in vain until " + what + "; now " + story.toPrettyString());
            }
            Cluster.pause(200);
            look.run();
        }
    }

    /** Looks at it once, and answers what it asks. */
    void look() {
        try {
            story = client.get("erik", "api/upgrades/" + key);
            for (JsonNode task : story.path("openTasks")) {
                answer(task);
            }
        } catch (Client.NobodyAnswered silent) {
            // Nobody is there just now; the next look will tell.
        } catch (Client.Refused refused) {
            lastRefusal = refused.getMessage();
            if (refused.status() >= 500 || refused.status() == 404) {
                return; // a node without its database, or a task that somebody's lost reply has answered
            }
            throw refused;
        }
    }

    private void answer(JsonNode task) {
        String id = task.path("id").asText();
        String element = task.path("element").asText();
        if (answered.contains(id)) {
            return;
        }
        if (!WHO.containsKey(element)) {
            exceptional.add(element + "/" + id);
        }
        String person = task.path("assignee").asText("").isBlank()
                        || task.path("assignee").isNull()
                ? WHO.getOrDefault(element, "erik")
                : task.path("assignee").asText();
        ObjectNode form = Client.JSON.createObjectNode();
        ObjectNode variables = form.putObject("variables");
        client.get(person, "engine-rest/task/" + id + "/localVariables?deserializeValues=false")
                .fields()
                .forEachRemaining(proposed -> {
                    if (!proposed.getKey().startsWith("shown")
                            && !Set.of("choices", "methods").contains(proposed.getKey())) {
                        variables
                                .putObject(proposed.getKey())
                                .<ObjectNode>set("value", proposed.getValue().get("value"))
                                .set("type", proposed.getValue().get("type"));
                    }
                });
        fields(element).forEach((name, value) -> variables.putObject(name).putPOJO("value", value));
        client.send(person, "POST", "engine-rest/task/" + id + "/submit-form", "application/json", form.toString());
        answered.add(id);
        if (element.equals("plan-upgrade")) {
            plans++;
        }
    }

    /** What these people always say. What was done to the target they read in its own log. */
    private Map<String, Object> fields(String element) {
        return switch (element) {
            case "plan-upgrade" ->
                Map.of("answer", "check", "rehearsalException", "The suite has no second ledger to rehearse on");
            case "approve-upgrade" -> Map.of("answer", "approved");
            case "sign-off" -> Map.of("answer", "works");
            case "review-shortcuts" -> Map.of("review", "Seen, and nothing follows from it", "reviewed", true);
            case "close-upgrade" -> Map.of("closed", true);
            case "decide-on-failure" -> Map.of("answer", "go-back", "reach", "this", "remark", "Not healthy");
            case "decide-on-unknown-outcome" -> Map.of("answer", "go-back", "evidence", "Read in the target's log");
            case "decide-on-unknown-quiescing" -> Map.of("answer", "give-up", "evidence", "Read in the target's log");
            case "decide-when-time-runs-out" -> Map.of("answer", "go-back", "remark", "Another day");
            case "decide-on-unproven-backup" -> Map.of("answer", "give-up", "remark", "Another day");
            case "decide-on-disturbance" ->
                Map.of(
                        "answer", "accept",
                        "remark", "The ledger has no web page to measure",
                        "issueOwner", "erik",
                        "issueDue", "2035-01-01T12:00:00Z");
            case "confirm-that-nothing-runs" -> Map.of("evidence", "Read in the target's log", "certain", true);
            default -> Map.of("answer", "again", "remark", "Read in the target's log");
        };
    }

    /** What is wrong, by the target's own log; empty when all is well. Judged once, while the target still runs. */
    Verdict judge() {
        if (verdict == null) {
            verdict = verdict();
        }
        return verdict;
    }

    private Verdict verdict() {
        List<String> lost = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> unproven = new ArrayList<>();
        boolean proven = false;
        int applied = 0;
        for (Ledger.Effect effect : ledger.effects()) {
            if (effect.is("prove", "end") && effect.key().equals(key)) {
                proven = true;
            } else if (effect.is("apply", "begin")) {
                applied++;
                if (!proven) {
                    unproven.add(ledger.name() + ": applied at " + effect.at() + " without a proven backup");
                }
            } else if (effect.is("restore", "begin") || effect.is("finish", "begin")) {
                proven = false;
            }
        }
        for (String verb : List.of("apply", "back-up", "restore", "back", "finish")) {
            long begun = ledger.effects().stream()
                    .filter(effect -> effect.is(verb, "begin"))
                    .count();
            if (begun > Math.max(1, plans)) {
                twice.add(ledger.name() + ": " + verb + " began " + begun + " times");
            }
        }
        if (!isClosed()) {
            lost.add(ledger.name() + ": " + key + " is still in " + stage() + "; it asks " + openTasks() + " "
                    + lastRefusal);
        } else if (!asItShouldBe(applied)) {
            lost.add(ledger.name() + ": " + key + " ended as "
                    + story.at("/upgrade/outcome").asText() + ", the target runs "
                    + ledger.version() + (ledger.isRunning() ? "" : " (not running)") + " with: " + ledger.book());
        }
        return new Verdict(lost, twice, unproven);
    }

    private boolean asItShouldBe(int applied) {
        boolean raised = Set.of("RAISED", "WITH_KNOWN_ISSUES")
                .contains(story.at("/upgrade/outcome").asText());
        return ledger.isRunning()
                && (raised
                        ? applied == 1 && ledger.version().equals(version)
                        : ledger.version().equals("1.0") && ledger.book().equals(before));
    }

    record Verdict(List<String> lost, List<String> twice, List<String> unproven) {}
}
