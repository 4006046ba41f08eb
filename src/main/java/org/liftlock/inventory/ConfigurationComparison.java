package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Service;

/** Compares the configuration of targets at two moments, setting by setting: what was lost, what was overwritten (R07). */
@Service
public class ConfigurationComparison {

    private static final String ORIGIN = "compare-configuration";

    private final Snapshots snapshots;

    ConfigurationComparison(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** One finding for each setting lost or overwritten and each file removed, added, or changed in a way not readable. */
    public List<Finding> compare(
            String upgrade, Moment earlier, Moment later, String environment, Collection<TargetId> targets) {
        List<InventoryReading> before = snapshots.of(upgrade, earlier, environment);
        List<InventoryReading> after = snapshots.of(upgrade, later, environment);
        Map<Digest, String> texts = snapshots.texts(Stream.concat(before.stream(), after.stream())
                .filter(reading -> reading.category() == Category.FILE)
                .flatMap(reading -> FileReading.parse(reading.reading()).text().stream())
                .collect(Collectors.toSet()));
        List<Finding> findings = new ArrayList<>();
        for (TargetId target : targets) {
            notRecorded(target, before, earlier).ifPresent(findings::add);
            notRecorded(target, after, later).ifPresent(findings::add);
            new OnTarget(target, files(target, before), files(target, after), unread(target, after), texts, findings)
                    .compare();
        }
        return findings;
    }

    private static Optional<Finding> notRecorded(TargetId target, List<InventoryReading> readings, Moment moment) {
        boolean recorded =
                readings.stream().anyMatch(reading -> reading.target().equals(target));
        return recorded
                ? Optional.empty()
                : Optional.of(Sentences.finding(
                        RuleId.R07,
                        Severity.WARNS,
                        ORIGIN,
                        target.toString(),
                        target + " has no inventory from " + moment.inWords()
                                + ", so its configuration cannot be compared",
                        "Compare the configuration with the one in the backup"));
    }

    private static Map<String, FileReading> files(TargetId target, List<InventoryReading> readings) {
        Map<String, FileReading> files = new TreeMap<>();
        readings.stream()
                .filter(reading -> reading.target().equals(target) && reading.category() == Category.FILE)
                .forEach(reading -> files.put(reading.name(), FileReading.parse(reading.reading())));
        return files;
    }

    private static Set<String> unread(TargetId target, List<InventoryReading> readings) {
        return readings.stream()
                .filter(reading -> reading.target().equals(target) && reading.category() == Category.UNREADABLE)
                .map(InventoryReading::name)
                .collect(Collectors.toSet());
    }

    private record OnTarget(
            TargetId target,
            Map<String, FileReading> before,
            Map<String, FileReading> after,
            Set<String> unread,
            Map<Digest, String> texts,
            List<Finding> findings) {

        void compare() {
            before.forEach((file, old) -> {
                FileReading fresh = after.get(file);
                if (fresh == null) {
                    gone(file);
                } else if (!fresh.digest().equals(old.digest())) {
                    changed(file, old, fresh);
                } else if (!fresh.rights().equals(old.rights())) {
                    add(
                            Severity.WARNS,
                            file,
                            "had the rights of " + file + " changed from "
                                    + old.rights().orElse("unknown") + " to "
                                    + fresh.rights().orElse("unknown"),
                            "Set them back, or note as a known issue that it is meant so");
                }
            });
            after.keySet().stream()
                    .filter(file -> !before.containsKey(file))
                    .forEach(file -> add(
                            Severity.TELLS, file, "has a new configuration file " + file, "Know what it is there for"));
        }

        private void gone(String file) {
            boolean unreadable = unread.stream().anyMatch(file::startsWith);
            add(
                    Severity.WARNS,
                    file,
                    unreadable ? "did not let " + file + " be read any more" : "lost the configuration file " + file,
                    "Put it back from the backup, or note as a known issue that it is meant to be gone");
        }

        private void changed(String file, FileReading old, FileReading fresh) {
            Optional<Map<String, String>> was = settings(old);
            Optional<Map<String, String>> is = settings(fresh);
            if (was.isEmpty() || is.isEmpty()) {
                add(
                        Severity.WARNS,
                        file,
                        "has other content in " + file + ", which is not kept as text and cannot be compared by line",
                        "Compare it with the one in the backup");
                return;
            }
            was.get().forEach((name, value) -> {
                String now = is.get().get(name);
                if (now == null) {
                    add(
                            Severity.WARNS,
                            file,
                            "lost the setting " + name + " in " + file
                                    + (value.isEmpty() ? "" : ", which was " + Sentences.quote(value)),
                            "Put it back, or note as a known issue that it is meant to be gone");
                } else if (!now.equals(value)) {
                    add(
                            Severity.WARNS,
                            file,
                            "had the setting " + name + " in " + file + " changed from " + Sentences.quote(value)
                                    + " to " + Sentences.quote(now),
                            "Set it back, or note as a known issue that it is meant so");
                }
            });
        }

        private Optional<Map<String, String>> settings(FileReading file) {
            return file.text().map(texts::get).map(ConfigurationText::settings);
        }

        private void add(Severity severity, String file, String what, String remedy) {
            findings.add(Sentences.finding(
                    RuleId.R07, severity, ORIGIN, Sentences.subject(target, file), target + " " + what, remedy));
        }
    }
}
