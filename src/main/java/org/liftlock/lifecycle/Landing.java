package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the landing page shows, in its order.
 *
 * @param others what waits for somebody else, so that everybody sees whom an upgrade waits for
 */
public record Landing(
        List<OpenTask> mine,
        List<OpenTask> others,
        List<UpgradeLine> running,
        List<Ended> ended,
        List<CalendarLine> calendar,
        List<Attention> attention) {

    /** Keys of all upgrades on it. */
    public Set<String> upgrades() {
        return Stream.of(
                        mine.stream().map(OpenTask::upgrade),
                        others.stream().map(OpenTask::upgrade),
                        running.stream().map(UpgradeLine::key),
                        ended.stream().map(Ended::key),
                        calendar.stream().flatMap(line -> line.upgrade().stream()),
                        attention.stream().flatMap(line -> line.upgrade().stream()))
                .flatMap(Function.identity())
                .collect(Collectors.toSet());
    }

    /** Without the upgrades of others; freezes and what concerns the whole site stay. */
    public Landing of(Set<String> upgrades) {
        return new Landing(
                mine,
                others.stream()
                        .filter(task -> upgrades.contains(task.upgrade()))
                        .toList(),
                running.stream().filter(line -> upgrades.contains(line.key())).toList(),
                ended.stream().filter(line -> upgrades.contains(line.key())).toList(),
                calendar.stream()
                        .filter(line ->
                                upgrades.containsAll(line.upgrade().stream().toList()))
                        .toList(),
                attention.stream()
                        .filter(line ->
                                upgrades.containsAll(line.upgrade().stream().toList()))
                        .toList());
    }

    /** What waits for somebody else in one upgrade. */
    public List<OpenTask> othersOf(String upgrade) {
        return others.stream().filter(task -> task.upgrade().equals(upgrade)).toList();
    }

    /** An upgrade that ended lately. */
    public record Ended(String key, String system, String change, String outcome, Instant closedAt) {

        /** The outcome in words. */
        public String says() {
            return Outcome.valueOf(outcome).title();
        }

        /** Whether it ended as hoped for. */
        public boolean good() {
            return outcome.equals("RAISED") || outcome.equals("WITH_KNOWN_ISSUES");
        }
    }

    /** A window or a freeze of the next two weeks. */
    public record CalendarLine(
            boolean freeze,
            Optional<String> upgrade,
            String title,
            Instant from,
            Instant until,
            Optional<String> conflict) {}

    /** Something that is not as it should be, and where to put it right. */
    public record Attention(String kind, Optional<String> upgrade, String sentence, String remedy, Instant since) {}
}
