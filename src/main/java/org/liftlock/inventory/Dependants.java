package org.liftlock.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Service;

/** Who depends on a system, as far as connections tell (R09). */
@Service
public class Dependants {

    /** As long as a monthly job may stay away. */
    private static final Duration REMEMBERED = Duration.ofDays(35);

    private final Peers peers;
    private final Clock clock;

    Dependants(Peers peers, Clock clock) {
        this.peers = peers;
        this.clock = clock;
    }

    /** A machine that is connected to a target, now and then or always. */
    public record Dependant(
            TargetId target, String peer, Optional<String> name, int port, Instant first, Instant last) {}

    /** Machines seen to be connected to targets of a system lately. */
    public List<Dependant> of(String system, String environment) {
        return peers.of(system, environment, clock.instant().minus(REMEMBERED)).stream()
                .map(seen ->
                        new Dependant(seen.target(), seen.peer(), seen.name(), seen.port(), seen.first(), seen.last()))
                .toList();
    }
}
