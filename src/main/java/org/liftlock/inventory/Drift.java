package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liftlock.descriptor.EnvironmentSpec;
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

    /** What is not the same on all targets of a role, and what could not be read. */
    public List<Finding> betweenTargets(String upgrade, Moment moment, EnvironmentSpec environment) {
        List<InventoryReading> readings = snapshots.of(upgrade, moment, environment.name());
        List<Finding> findings = new ArrayList<>(unreadable(readings));
        findings.addAll(between(readings, environment));
        return findings;
    }

    /** What is not the same on all targets of a role. */
    List<Finding> between(List<InventoryReading> readings, EnvironmentSpec environment) {
        Map<Digest, String> texts = snapshots.texts(Facts.lists(readings));
        Map<String, Map<TargetId, Facts>> byRole = new TreeMap<>();
        readings.stream()
                .collect(Collectors.groupingBy(InventoryReading::target, LinkedHashMap::new, Collectors.toList()))
                .forEach((target, read) -> byRole.computeIfAbsent(
                                role(environment, target), role -> new LinkedHashMap<>())
                        .put(target, Facts.of(read, texts)));
        List<Finding> findings = new ArrayList<>();
        byRole.forEach((role, facts) -> findings.addAll(new NodeComparison(
                        BETWEEN_NODES, role.isEmpty() ? environment.name() : environment.name() + " in role " + role)
                .of(facts)));
        return findings;
    }

    private static String role(EnvironmentSpec environment, TargetId target) {
        return environment.targets().getOrDefault(target, Optional.empty()).orElse("");
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
                                            fact.shown(old.getOrDefault(fact, "")),
                                            fact.shown(fresh.getOrDefault(fact, ""))))));
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

    private static Map<Fact, String> factsOf(TargetId target, List<InventoryReading> readings) {
        Map<Fact, String> facts = new LinkedHashMap<>();
        readings.stream()
                .filter(reading ->
                        reading.target().equals(target) && reading.category().material())
                .forEach(reading -> facts.put(new Fact(reading.category(), reading.name()), Facts.comparable(reading)));
        return facts;
    }
}
