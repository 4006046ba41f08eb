package org.liftlock.verification;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Asks one HTTP address. Never through a proxy, never following a redirect: the answer is the one of the address in the
 * description, and credentials go nowhere else.
 */
@Component
class HttpProbe {

    private static final int LONGEST_BODY = 1 << 20;

    static {
        // Read once by the JDK's client when its classes are loaded; a check may name the Host a node answers for.
        if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
            System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .build();

    HttpAnswer ask(Check check) throws IOException, InterruptedException {
        Settings settings = check.settings();
        Optional<String> body = settings.text("body");
        HttpRequest.Builder request = HttpRequest.newBuilder(address(settings.required("url", "http")))
                .method(
                        settings.text("method").orElse(body.isPresent() ? "POST" : "GET"),
                        body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        return answer(check, presented(check, request));
    }

    /** Reads another address, presented with the headers and credentials of the check. */
    HttpAnswer get(Check check, String address) throws IOException, InterruptedException {
        return answer(check, presented(check, HttpRequest.newBuilder(address(address))));
    }

    HttpAnswer answer(Check check, HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(check.limit()).build();
        long start = System.nanoTime();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream stream = response.body()) {
                String body = new String(stream.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                return new HttpAnswer(response.statusCode(), response.headers(), body, took);
            }
        } catch (HttpTimeoutException late) {
            throw new CannotCheck("no answer from " + request.uri() + " within " + Texts.duration(check.limit()), late);
        } catch (ConnectException refused) {
            throw new CannotCheck("no connection to " + request.uri(), refused);
        }
    }

    private static HttpRequest.Builder presented(Check check, HttpRequest.Builder request) {
        Settings settings = check.settings();
        settings.map("headers")
                .forEach(
                        (name, value) -> request.setHeader(name, check.secrets().reveal(String.valueOf(value))));
        settings.text("host").ifPresent(host -> request.setHeader("Host", host));
        settings.text("bearer")
                .ifPresent(token -> request.setHeader(
                        "Authorization", "Bearer " + check.secrets().reveal(token)));
        if (settings.has("login")) {
            request.setHeader("Authorization", basic(settings.below("login"), check.secrets()));
        }
        return request;
    }

    static URI address(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException wrong) {
            throw new CannotCheck(Texts.quote(address) + " is not an address", wrong);
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new CannotCheck(Texts.quote(address) + " is not an address that starts with http:// or https://");
        }
        return uri;
    }

    private static String basic(Settings login, UsedSecrets secrets) {
        return basic(login.required("user"), secrets.reveal(login.required("password")), secrets);
    }

    static String basic(String user, String password, UsedSecrets secrets) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + secrets.hide(Base64.getEncoder().encodeToString(pair));
    }
}
