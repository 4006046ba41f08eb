package org.liftlock.descriptor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.channel.AccessBook;
import org.liftlock.channel.SshAccess;
import org.liftlock.naming.TargetId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ways to machines as they are described now: how a machine is reached may change while an upgrade goes on, what is
 * done there may not. Asked all the time, so it is read again only when a description was changed.
 */
@Component
class DescribedAccess implements AccessBook {

    private static final Logger LOG = LoggerFactory.getLogger(DescribedAccess.class);

    private final JdbcClient jdbc;
    private final DescriptionStore descriptions;
    private final long lookAgain;
    private Ways ways = new Ways(-1, Map.of(), Optional.empty());
    private long lookedAt;

    /** @param usual what the site says for machines that no system describes */
    private record Ways(long revisions, Map<String, SshAccess> known, Optional<AccessReader> usual) {

        Optional<SshAccess> to(TargetId target) {
            return Optional.ofNullable(known.get(target.host())).or(() -> usual.flatMap(site -> site.to(target)));
        }
    }

    DescribedAccess(
            JdbcClient jdbc,
            DescriptionStore descriptions,
            @Value("${liftlock.ssh.look-again:PT5S}") Duration lookAgain) {
        this.jdbc = jdbc;
        this.descriptions = descriptions;
        this.lookAgain = lookAgain.toNanos();
    }

    @Override
    public synchronized Optional<SshAccess> accessTo(TargetId target) {
        boolean fresh = ways.revisions() >= 0 && System.nanoTime() - lookedAt < lookAgain;
        if (!fresh || !ways.known().containsKey(target.host())) {
            // Revisions are only ever added.
            long revisions = jdbc.sql("select count(*) from description")
                    .query(Long.class)
                    .single();
            lookedAt = System.nanoTime();
            if (revisions != ways.revisions()) {
                ways = read(revisions);
            }
        }
        return ways.to(target);
    }

    private Ways read(long revisions) {
        Map<String, SshAccess> known = new HashMap<>();
        descriptions.systems().forEach(system -> {
            try {
                descriptions
                        .system(system)
                        .ifPresent(described -> described
                                .access()
                                .forEach((target, access) -> known.putIfAbsent(target.host(), access)));
            } catch (InvalidDescription broken) {
                LOG.warn("How the machines of {} are reached is not known: {}", system, broken.getMessage());
            }
        });
        return new Ways(revisions, known, descriptions.usualAccess());
    }
}
