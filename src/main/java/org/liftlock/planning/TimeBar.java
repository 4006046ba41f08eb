package org.liftlock.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Limits;

/**
 * The parts of an upgrade one after the other, as they have to fit into its window, with the last moment at which going
 * back still fits (R24, R32).
 *
 * @param lastMoment from the opening of the window, when nothing before takes longer than expected
 */
public record TimeBar(List<Segment> segments, Duration lastMoment, Duration total) {

    /** Where a length comes from. */
    public enum Source {
        MEASURED,
        DESCRIBED,
        /** Nobody measured or said anything: a careful guess, which is a gap in the plan. */
        ASSUMED
    }

    /** @param part name as descriptions write it: {@code back_up} */
    public record Segment(String part, Duration start, Duration length, Source source) {}

    public TimeBar {
        segments = List.copyOf(segments);
    }

    /** @param measured lengths of rehearsals and earlier runs, by part; they go before what is described */
    public static TimeBar of(Limits described, Map<String, Duration> measured) {
        Map<String, Duration> said = described.named();
        Estimates usual = Estimates.of(described);
        List<Segment> segments = new ArrayList<>();
        Duration start = Duration.ZERO;
        Duration lastMoment = Duration.ZERO;
        for (Map.Entry<String, Duration> part : parts(usual).entrySet()) {
            if (part.getKey().equals("roll_back")) {
                lastMoment = start;
            }
            Optional<Duration> known = Optional.ofNullable(measured.get(part.getKey()));
            Source source = known.isPresent()
                    ? Source.MEASURED
                    : said.containsKey(part.getKey()) ? Source.DESCRIBED : Source.ASSUMED;
            Duration length = known.orElse(part.getValue());
            segments.add(new Segment(part.getKey(), start, length, source));
            start = start.plus(length);
        }
        return new TimeBar(segments, lastMoment, start);
    }

    /** How long before the end of the window the last moment is. */
    public Duration wayBack() {
        return total.minus(lastMoment);
    }

    private static Map<String, Duration> parts(Estimates estimates) {
        Map<String, Duration> parts = new LinkedHashMap<>();
        parts.put("prepare", estimates.prepare());
        parts.put("back_up", estimates.backUp());
        parts.put("apply", estimates.apply());
        parts.put("verify", estimates.verify());
        parts.put("roll_back", estimates.rollBack());
        parts.put("tell", estimates.tell());
        parts.put("margin", estimates.margin());
        return parts;
    }
}
