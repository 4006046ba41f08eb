package org.liftlock.calendar;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.springframework.stereotype.Component;

/** Describes many upgrades without asking the database for each, and each once until a description changes. */
@Component
class Reaches {

    private static final int MOST = 5000;

    private final Descriptions descriptions;
    private final AtomicReference<Known> known = new AtomicReference<>();

    Reaches(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    private record Known(Descriptions from, Map<String, Optional<Reach>> byRequest) {}

    /** As everything is described at this moment. */
    Described now() {
        Descriptions now = descriptions.atOnce();
        Known before = known.get();
        if (before == null || before.from() != now || before.byRequest().size() > MOST) {
            before = new Known(now, new ConcurrentHashMap<>());
            known.set(before);
        }
        Known current = before;
        return new Described(now, current.byRequest());
    }

    /** The descriptions of one moment. */
    record Described(Descriptions descriptions, Map<String, Optional<Reach>> byRequest) {

        /** Empty when what was asked for no longer fits what is described. */
        Optional<Reach> of(String request) {
            return byRequest.computeIfAbsent(request, this::read);
        }

        private Optional<Reach> read(String request) {
            try {
                return Optional.of(Reach.of(descriptions.describe(descriptions.readRequest(request))));
            } catch (InvalidDescription | IllegalArgumentException misfit) {
                return Optional.empty();
            }
        }
    }
}
