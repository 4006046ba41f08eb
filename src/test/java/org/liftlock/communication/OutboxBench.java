package org.liftlock.communication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.liftlock.security.SecretStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An outbox over a database, with a clock that a test moves and a journal that a test reads. */
final class OutboxBench {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final String UPGRADE = "UPG-2026-0001";
    static final int ATTEMPTS = 4;

    final List<String> told = new ArrayList<>();
    final SecretStore secrets;
    final JdbcClient jdbc;
    final Outbox outbox;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    OutboxBench(DataSource database) {
        this(database, Map.of(), "");
    }

    OutboxBench(DataSource database, Map<String, String> environment, String siteWebhook) {
        secrets = new SecretStore(Optional.empty(), environment);
        jdbc = JdbcClient.create(database);
        outbox = new Outbox(jdbc, clock(), new Letters(), new Payloads(), siteWebhook);
    }

    Deliveries deliveries() {
        return new Deliveries(jdbc, clock(), journal(), ATTEMPTS);
    }

    Sender sender(Transport... transports) {
        return new Sender(deliveries(), List.of(transports), secrets, Duration.ofSeconds(2));
    }

    void announce(Recipient... to) {
        outbox.write(
                MessageKind.ANNOUNCE_UPGRADE,
                Optional.of(UPGRADE),
                List.of(to),
                announcement(),
                UPGRADE + ".announce.1");
    }

    static Map<String, Object> announcement() {
        return Map.of(
                "system", "Order service",
                "from", "1.0",
                "to", "2.0",
                "opens", Instant.parse("2026-11-21T21:00:00Z"),
                "ends", Instant.parse("2026-11-21T23:00:00Z"),
                "unavailable", true,
                "avoid", "starting <long> imports",
                "link", "https://liftlock.example.org/upgrades/UPG-2026-0001?a=1&b=2");
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private Journal journal() {
        return new Journal() {
            @Override
            public void tell(
                    Optional<String> upgrade,
                    String actor,
                    String kind,
                    Optional<String> rule,
                    String sentence,
                    Optional<Digest> evidence) {
                told.add(kind + ": " + sentence);
            }

            @Override
            public Digest keep(String content) {
                return Digest.of(content);
            }
        };
    }
}
