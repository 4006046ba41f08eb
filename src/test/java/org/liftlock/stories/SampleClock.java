package org.liftlock.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The buttons of the landing page that move the sample's clock, pressed as a browser would. */
final class SampleClock {

    private static final long A_DAY = 24 * 60;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI liftlock;

    SampleClock(RunningLiftlock liftlock) {
        this.liftlock = liftlock.address();
        submit("login", "login", Map.of("username", "mia", "password", "liftlock"));
    }

    /** To the moment of the timer that is due next. */
    void jumpToNextTimer() {
        submit("", "clock/next-timer", Map.of());
    }

    void forward(long minutes) {
        submit("", "clock/forward", Map.of("minutes", Long.toString(minutes)));
    }

    /** Days of watching in seconds. */
    void letDaysPassUntilClosed(Upgrade upgrade) {
        letDaysPass(
                upgrade,
                "it is closed",
                now -> now.at("/upgrade/stage").asText().equals("CLOSED"));
    }

    Upgrade.Task letDaysPassUntilAsked(Upgrade upgrade, String element) {
        letDaysPass(
                upgrade,
                element + " is asked",
                now -> Upgrade.each(now, "openTasks")
                        .anyMatch(task -> task.path("element").asText().equals(element)));
        return upgrade.awaitTask(element);
    }

    private void letDaysPass(Upgrade upgrade, String expected, Predicate<JsonNode> reached) {
        upgrade.awaitThat(expected, now -> {
            if (reached.test(now)) {
                return true;
            }
            if (now.path("timers").size() > 0) {
                forward(A_DAY);
            }
            return false;
        });
    }

    private void submit(String page, String action, Map<String, String> fields) {
        Matcher token = TOKEN.matcher(Http.send(
                        browser, HttpRequest.newBuilder(liftlock.resolve(page)).build())
                .body());
        if (!token.find()) {
            throw new AssertionError("The page /" + page + " has no form");
        }
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining("", "", "_csrf=" + token.group(1)));
        int status = Http.send(
                        browser,
                        HttpRequest.newBuilder(liftlock.resolve(action))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build())
                .statusCode();
        if (status != 200) {
            throw new AssertionError("/" + action + " answered " + status);
        }
    }
}
