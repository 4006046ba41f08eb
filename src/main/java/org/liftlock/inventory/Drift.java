package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Service;

/** Finds what differs that should be alike: between the nodes of one environment, and between two moments (R08). */
@Service
public class Drift {

    private static final String BETWEEN_NODES = "compare-nodes";
    private static final String SINCE = "compare-inventory";

    private final Snapshots snapshots;

    Drift(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    private record Fact(Category category, String name) {

        String inWords() {
            return switch (category) {
                case VERSION -> "The version of " + name;
                case FILE -> "Configuration file " + name;
                default -> "The " + name;
            };
        }
    }

    /** Versions, systems and configuration that are not the same on all targets, and what could not be read. */
    public List<Finding> betweenTargets(String upgrade, Moment moment, String environment) {
        List<InventoryReading> readings = snapshots.of(upgrade, moment, environment);
        Set<TargetId> targets = new LinkedHashSet<>();
        readings.forEach(reading -> targets.add(reading.target()));
        List<Finding> findings = new ArrayList<>(unreadable(readings));
        byFact(readings).forEach((fact, byTarget) -> {
            Map<String, Set<String>> holders = new LinkedHashMap<>();
            targets.forEach(
                    target -> holders.computeIfAbsent(byTarget.getOrDefault(target, ""), reading -> new TreeSet<>())
                            .add(target.toString()));
            if (holders.size() > 1) {
                findings.add(Sentences.finding(
                        RuleId.R08,
                        fact.category() == Category.FILE ? Severity.TELLS : Severity.WARNS,
                        BETWEEN_NODES,
                        fact.name(),
                        fact.inWords() + " is not the same on all targets of " + environment + ": "
                                + distribution(fact, holders),
                        "Make them alike first, or raise the one that differs in a wave of its own and test it there"));
            }
        });
        return findings;
    }

    /**
     * Material facts that changed between two moments; an approval given on the first no longer holds. A target with
     * nothing recorded at either moment is a finding, since nothing can be said of it.
     */
    public List<Finding> since(
            String upgrade, Moment earlier, Moment later, String environment, Collection<TargetId> targets) {
        List<InventoryReading> before = snapshots.of(upgrade, earlier, environment);
        List<InventoryReading> now = snapshots.of(upgrade, later, environment);
        List<Finding> findings = new ArrayList<>();
        for (TargetId target : targets) {
            Map<Fact, String> old = factsOf(target, before);
            Map<Fact, String> fresh = factsOf(target, now);
            if (old.isEmpty() || fresh.isEmpty()) {
                findings.add(changed(
                        target,
                        "inventory",
                        target + " has no inventory from " + (old.isEmpty() ? earlier : later).inWords()
                                + ", so nothing shows that it is unchanged"));
                continue;
            }
            Set<Fact> all = new LinkedHashSet<>(old.keySet());
            all.addAll(fresh.keySet());
            all.stream()
                    .filter(fact -> !old.getOrDefault(fact, "").equals(fresh.getOrDefault(fact, "")))
                    .forEach(fact -> findings.add(changed(
                            target,
                            fact.name(),
                            "%s of %s changed since %s: it was %s and is %s"
                                    .formatted(
                                            fact.inWords(),
                                            target,
                                            earlier == Moment.ASSESSED ? "the approval was asked for" : "then",
                                            shown(fact, old.getOrDefault(fact, "")),
                                            shown(fact, fresh.getOrDefault(fact, ""))))));
        }
        return findings;
    }

    private static Finding changed(TargetId target, String name, String sentence) {
        return Sentences.finding(
                RuleId.R08,
                Severity.BLOCKS,
                SINCE,
                Sentences.subject(target, name),
                sentence,
                "Find out who changed it; then have the upgrade approved again on what is there now");
    }

    private static List<Finding> unreadable(List<InventoryReading> readings) {
        return readings.stream()
                .filter(reading -> reading.category() == Category.UNREADABLE)
                .map(reading -> Sentences.finding(
                        RuleId.R06,
                        Severity.WARNS,
                        BETWEEN_NODES,
                        Sentences.subject(reading.target(), reading.name()),
                        "On " + reading.target() + " there was no reading " + reading.name() + ": " + reading.reading(),
                        "Correct the description or the permissions of the user Liftlock connects as, then read again"))
                .toList();
    }

    private static Map<Fact, Map<TargetId, String>> byFact(List<InventoryReading> readings) {
        Map<Fact, Map<TargetId, String>> facts = new LinkedHashMap<>();
        readings.stream()
                .filter(reading -> reading.category().material())
                .forEach(reading -> facts.computeIfAbsent(
                                new Fact(reading.category(), reading.name()), fact -> new LinkedHashMap<>())
                        .put(reading.target(), comparable(reading)));
        return facts;
    }

    private static Map<Fact, String> factsOf(TargetId target, List<InventoryReading> readings) {
        Map<Fact, String> facts = new LinkedHashMap<>();
        readings.stream()
                .filter(reading ->
                        reading.target().equals(target) && reading.category().material())
                .forEach(reading -> facts.put(new Fact(reading.category(), reading.name()), comparable(reading)));
        return facts;
    }

    private static String comparable(InventoryReading reading) {
        return reading.category() == Category.FILE
                ? FileReading.parse(reading.reading()).digest().hex()
                : reading.reading();
    }

    private static String distribution(Fact fact, Map<String, Set<String>> holders) {
        Map<String, String> byTargets = new TreeMap<>();
        holders.forEach((reading, targets) -> byTargets.put(String.join(", ", targets), shown(fact, reading)));
        return String.join(
                "; ",
                byTargets.entrySet().stream()
                        .map(entry -> entry.getValue() + " on " + entry.getKey())
                        .toList());
    }

    private static String shown(Fact fact, String reading) {
        if (reading.isEmpty()) {
            return "not there";
        }
        return fact.category() == Category.FILE ? "content " + new Digest(reading).brief() : reading;
    }
}
