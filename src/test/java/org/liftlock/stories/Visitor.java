package org.liftlock.stories;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who asks for a page over and over, and remembers every time there was none. */
final class Visitor implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpRequest request;
    private final Set<String> pages = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    Visitor(String address) {
        this.request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Http.PATIENCE)
                .build();
        clock.scheduleWithFixedDelay(this::visit, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Every page that was ever shown. */
    Set<String> pages() {
        return Set.copyOf(pages);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(Http.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void visit() {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                pages.add(answer.body());
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException none) {
            failures.add(none.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
