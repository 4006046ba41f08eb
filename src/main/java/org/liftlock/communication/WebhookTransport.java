package org.liftlock.communication;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.liftlock.security.SecretUse;
import org.liftlock.security.Secrets;
import org.springframework.stereotype.Component;

/** Posts a message as JSON. The address may be a secret, as it is with most chat systems. */
@Component
class WebhookTransport implements Transport {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Secrets secrets;

    WebhookTransport(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Recipient.Channel channel() {
        return Recipient.Channel.WEBHOOK;
    }

    private String address(Message message) {
        return new SecretUse(message.upgradeKey(), "outbox", "messages to this webhook")
                .during(() -> secrets.reveal(message.recipient()));
    }

    @Override
    public void send(Message message) throws NotSent {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address(message)))
                    .timeout(ANSWER_WITHIN)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", message.id())
                    .POST(HttpRequest.BodyPublishers.ofString(message.text()))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new NotSent("The webhook " + message.recipient() + " answered " + status, null);
            }
        } catch (IOException | IllegalArgumentException unreachable) {
            // Without the cause's own words: they may quote an address that is a secret.
            throw new NotSent(
                    "The webhook " + message.recipient() + " cannot be reached ("
                            + unreachable.getClass().getSimpleName() + "). Check its address and whether it answers",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotSent("Liftlock was shut down while the webhook " + message.recipient() + " was called", null);
        }
    }
}
