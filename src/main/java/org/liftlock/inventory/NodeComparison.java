package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;

/** Compares targets that should be alike, fact by fact (R08). */
final class NodeComparison {

    private static final int SHOWN = 3;

    private final String origin;
    private final String where;

    /** @param where environment, and role where there is one */
    NodeComparison(String origin, String where) {
        this.origin = origin;
        this.where = where;
    }

    List<Finding> of(Map<TargetId, Facts> targets) {
        Map<Fact, Map<TargetId, String>> all = new LinkedHashMap<>();
        targets.forEach((target, facts) -> facts.values()
                .forEach((fact, reading) -> comparable(fact)
                        .ifPresent(named -> all.computeIfAbsent(named, none -> new LinkedHashMap<>())
                                .put(target, reading))));
        List<Finding> findings = new ArrayList<>();
        Map<Category, List<String>> lists = new EnumMap<>(Category.class);
        all.forEach((fact, readings) -> {
            Map<String, Set<String>> holders = holders(fact, readings, knowing(fact, targets));
            if (holders.size() < 2) {
                return;
            }
            String distribution = distribution(fact, holders);
            if (fact.category().isList()) {
                lists.computeIfAbsent(fact.category(), none -> new ArrayList<>())
                        .add(fact.name() + ": " + distribution);
            } else {
                findings.add(finding(
                        fact.category() == Category.FILE ? Severity.TELLS : Severity.WARNS,
                        fact.name(),
                        fact.inWords() + " is not the same on all targets of " + where + ": " + distribution));
            }
        });
        lists.forEach((category, lines) -> findings.add(finding(
                Severity.TELLS,
                words(category),
                "The " + words(category) + " are not the same on all targets of " + where + ": "
                        + String.join("; ", lines.subList(0, Math.min(SHOWN, lines.size())))
                        + (lines.size() > SHOWN ? "; and " + (lines.size() - SHOWN) + " more" : ""))));
        return findings;
    }

    /** A node has certificates of its own, and listens on an address of its own. */
    private static Optional<Fact> comparable(Fact fact) {
        return switch (fact.category()) {
            case CERTIFICATE -> Optional.empty();
            case PORTS ->
                Optional.of(new Fact(
                        Category.PORTS, fact.name().substring(fact.name().lastIndexOf(':') + 1)));
            default -> Optional.of(fact);
        };
    }

    /** A list that could not be read says nothing of its lines. */
    private static Set<TargetId> knowing(Fact fact, Map<TargetId, Facts> targets) {
        return fact.category().isList()
                ? targets.keySet().stream()
                        .filter(target -> targets.get(target).values().keySet().stream()
                                .anyMatch(known -> known.category() == fact.category()))
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : targets.keySet();
    }

    /** Targets of one machine share what is the machine's. */
    private static Map<String, Set<String>> holders(Fact fact, Map<TargetId, String> readings, Set<TargetId> targets) {
        Map<String, Set<String>> holders = new LinkedHashMap<>();
        Set<String> machines = new LinkedHashSet<>();
        for (TargetId target : targets) {
            if (!fact.category().ofMachine() || machines.add(target.host())) {
                holders.computeIfAbsent(readings.getOrDefault(target, ""), reading -> new TreeSet<>())
                        .add(target.toString());
            }
        }
        return holders;
    }

    private Finding finding(Severity severity, String subject, String sentence) {
        return Sentences.finding(
                RuleId.R08,
                severity,
                origin,
                subject,
                sentence,
                "Make them alike first, or raise the one that differs in a wave of its own and test it there");
    }

    private static String words(Category category) {
        return switch (category) {
            case PACKAGES -> "packages";
            case SERVICES -> "services";
            default -> "listening ports";
        };
    }

    private static String distribution(Fact fact, Map<String, Set<String>> holders) {
        Map<String, String> byTargets = new TreeMap<>();
        holders.forEach((reading, names) -> byTargets.put(String.join(", ", names), fact.shown(reading)));
        return String.join(
                "; ",
                byTargets.entrySet().stream()
                        .map(entry -> entry.getValue() + " on " + entry.getKey())
                        .toList());
    }
}
