package org.liftlock.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Somebody with an account, who asks and answers over REST. */
final class Person {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI liftlock;
    private final String login;

    Person(URI liftlock, String name, String password) {
        this.liftlock = liftlock;
        this.login =
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for an upgrade. Once this returns, the request has been acknowledged. */
    String requests(String document) {
        return Http.json(send(to("api/upgrades")
                        .header("Content-Type", "application/yaml")
                        .POST(BodyPublishers.ofString(document))))
                .path("key")
                .asText();
    }

    /** Stores the description of a system. */
    void describes(String system, String document) {
        Http.json(send(to("api/systems/" + system)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(document))));
    }

    JsonNode reads(String path) {
        return Http.json(send(to(path).GET()));
    }

    /** The status of an answer, for whoever wants to see a refusal. */
    int triesToRead(String path) {
        return send(to(path).GET()).statusCode();
    }

    /** Submits the form of a task: what it proposed, with these fields filled in. */
    void answers(String taskId, Map<String, ?> fields) {
        Http.json(submits(taskId, fields));
    }

    HttpResponse<String> submits(String taskId, Map<String, ?> fields) {
        ObjectNode form = Http.JSON.createObjectNode();
        ObjectNode variables = form.putObject("variables");
        reads("engine-rest/task/" + taskId + "/localVariables?deserializeValues=false")
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
        fields.forEach((field, value) -> variables.putObject(field).putPOJO("value", value));
        return send(to("engine-rest/task/" + taskId + "/submit-form")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(liftlock.resolve(path))
                .timeout(Http.PATIENCE)
                .header("Authorization", login)
                .header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return Http.send(client, request.build());
    }
}
