package org.liftlock.communication;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.liftlock.security.SecretStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends what is due, on every node, on a thread of its own: a slow mail server keeps nothing else waiting. */
@Component
class Sender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int AT_ONCE = 50;

    private final Deliveries deliveries;
    private final SecretStore secrets;
    private final Duration every;
    private final Map<Recipient.Channel, Transport> transports = new EnumMap<>(Recipient.Channel.class);
    private ScheduledExecutorService thread;

    Sender(
            Deliveries deliveries,
            List<Transport> transports,
            SecretStore secrets,
            @Value("${liftlock.messages.every:PT2S}") Duration every) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.every = every;
        transports.forEach(transport -> this.transports.put(transport.channel(), transport));
    }

    /** Tries every message that is due once. */
    void sendDue() {
        for (String id : deliveries.due(AT_ONCE)) {
            deliveries.claim(id).ifPresent(this::send);
        }
    }

    private void send(Message message) {
        try {
            transports.get(message.channel()).send(message);
        } catch (NotSent | RuntimeException failed) {
            String error = secrets.masking().mask(String.valueOf(failed.getMessage()));
            deliveries.failed(message, error);
            log.warn(
                    "Message {} could not be sent to {} (attempt {}): {}",
                    message.id(),
                    message.recipient(),
                    message.attempts(),
                    error);
            return;
        }
        deliveries.sent(message);
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread sender = new Thread(task, "message-sender");
            sender.setDaemon(true);
            return sender;
        });
        thread.scheduleWithFixedDelay(this::sendDueOrTell, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the schedule. */
    private void sendDueOrTell() {
        try {
            sendDue();
        } catch (RuntimeException trouble) {
            log.warn("Messages could not be looked for or marked; this is tried again in {}", every, trouble);
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        running.shutdown();
        try {
            if (!running.awaitTermination(20, TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
