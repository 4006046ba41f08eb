package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** Reads what is true of a machine, whatever of it is described: system, packages, services, ports, certificates. */
@Component
class MachineReader {

    private static final int AVAILABLE = 3;
    /** What a unit's file may say; others come and go with what starts them. */
    private static final Set<String> DECIDED = Set.of("enabled", "disabled", "masked");

    private final Launchers launchers;
    private final Journal journal;

    MachineReader(Launchers launchers, Journal journal) {
        this.launchers = launchers;
        this.journal = journal;
    }

    /** @param config where certificates may lie besides the usual places */
    Scan read(TargetId target, List<String> config) {
        return scan(target, LookAround.at(launchers.of(target), config));
    }

    Scan scan(TargetId target, LookAround around) {
        List<InventoryReading> readings = new ArrayList<>();
        around.part("kernel").ifPresent(kernel -> readings.add(system(target, "kernel", kernel)));
        around.part("release")
                .flatMap(MachineReader::prettyName)
                .ifPresent(name -> readings.add(system(target, "operating system", name)));
        around.part("java")
                .flatMap(said -> said.lines().findFirst())
                .ifPresent(java -> readings.add(system(target, "java", java)));
        around.part("room")
                .flatMap(MachineReader::freeMebibytes)
                .ifPresent(free -> readings.add(new InventoryReading(target, Category.ROOM, "/", free)));
        Map<Category, List<String>> lists = new EnumMap<>(Category.class);
        around.part("packages").map(MachineReader::packages).ifPresent(list -> lists.put(Category.PACKAGES, list));
        around.part("services").map(MachineReader::services).ifPresent(list -> lists.put(Category.SERVICES, list));
        around.part("sockets")
                .map(table ->
                        Sockets.of(table, users(around), around.part("ssh").orElse("")))
                .ifPresent(sockets -> {
                    lists.put(Category.PORTS, sockets.lines());
                    sockets.dependants().forEach(peer -> readings.add(peer(target, Category.DEPENDANT, peer)));
                    sockets.needed().forEach(peer -> readings.add(peer(target, Category.NEEDED, peer)));
                });
        around.part("certificates")
                .map(Certificates::byFile)
                .ifPresent(found -> found.forEach(
                        (file, said) -> readings.add(new InventoryReading(target, Category.CERTIFICATE, file, said))));
        lists.forEach((category, lines) -> readings.add(new InventoryReading(
                target,
                category,
                category.name().toLowerCase(Locale.ROOT),
                journal.keep(String.join("\n", lines)).hex())));
        return new Scan(readings, lists);
    }

    private static InventoryReading system(TargetId target, String name, String reading) {
        return new InventoryReading(target, Category.SYSTEM, name, reading);
    }

    private static InventoryReading peer(TargetId target, Category category, Sockets.Peer peer) {
        return new InventoryReading(target, category, peer.address(), Integer.toString(peer.port()));
    }

    private static Map<String, String> users(LookAround around) {
        Map<String, String> users = new HashMap<>();
        around.part("users").orElse("").lines().map(line -> line.split(":", 2)).forEach(words -> {
            if (words.length == 2) {
                users.putIfAbsent(words[1], words[0]);
            }
        });
        return users;
    }

    /** Those that are installed; a package that was removed leaves its configuration and its line behind. */
    private static List<String> packages(String printed) {
        return printed.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 3 && words[0].startsWith("i", 1))
                .map(words -> words[1] + " " + words[2])
                .sorted()
                .toList();
    }

    /** Units are told apart by empty lines; their properties come in any order. */
    private static List<String> services(String printed) {
        List<String> services = new ArrayList<>();
        for (String unit : printed.split("\\n\\s*\\n")) {
            Map<String, String> said = new HashMap<>();
            unit.lines()
                    .map(line -> line.split("=", 2))
                    .filter(words -> words.length == 2)
                    .forEach(words -> said.put(words[0], words[1]));
            String file = said.getOrDefault("UnitFileState", "");
            if (said.containsKey("Id") && DECIDED.contains(file)) {
                boolean runs = "active".equals(said.get("ActiveState"));
                services.add(said.get("Id") + " " + file + ", " + (runs ? "active" : "not active"));
            }
        }
        return services.stream().sorted().toList();
    }

    private static Optional<String> prettyName(String osRelease) {
        return osRelease
                .lines()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .findFirst();
    }

    private static Optional<String> freeMebibytes(String df) {
        return df.lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > AVAILABLE && words[AVAILABLE].matches("\\d+"))
                .map(words -> Long.parseLong(words[AVAILABLE]) / 1024 + " MiB free")
                .findFirst();
    }
}
