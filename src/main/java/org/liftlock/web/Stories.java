package org.liftlock.web;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liftlock.sample.SampleSite;
import org.liftlock.sample.SampleStory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a newcomer can try in the sample with one click, and what the sample's real service says of itself. */
@Component
@Profile("sample")
class Stories {

    private static final String PRODUCTION = "production";
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final SampleSite site;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private Seen seen;

    private record Seen(Optional<String> version, long at) {}

    Stories(SampleSite site) {
        this.site = site;
    }

    public List<SampleStory> getAll() {
        return site.stories();
    }

    /** A story leads somewhere only from a version below its own. */
    public boolean isOver(SampleStory story) {
        return story.id().equals("raise-to-2.0")
                && version().filter(runs -> !runs.startsWith("1")).isPresent();
    }

    /** What to hand in: where 2.0 runs already, the change that hangs is the one to 2.1. */
    String request(SampleStory story) {
        return version().filter("2.0"::equals).isPresent()
                ? story.request().replace("to: \"2.0\"", "to: \"2.1\"")
                : story.request();
    }

    /** Where the real service shows its own pages. */
    public URI getAddress() {
        return site.address(PRODUCTION);
    }

    /** "Order service runs 1.0. Raise it to 2.0?" */
    public String getQuestion() {
        return version()
                .map(version -> version.startsWith("1")
                        ? "Order service runs " + version + ". Raise it to 2.0?"
                        : "Order service runs " + version + ".")
                .orElse("Order service does not answer just now.");
    }

    /** Every open page asks; the service is asked once for all of them. */
    private synchronized Optional<String> version() {
        long now = System.nanoTime();
        if (seen == null || now - seen.at() > FRESH_NANOS) {
            seen = new Seen(ask(), now);
        }
        return seen.version();
    }

    private Optional<String> ask() {
        try {
            HttpRequest question = HttpRequest.newBuilder(getAddress().resolve("/version"))
                    .timeout(PATIENCE)
                    .build();
            return Optional.of(
                    JsonPath.read(http.send(question, BodyHandlers.ofString()).body(), "$.version"));
        } catch (IOException | RuntimeException silent) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
