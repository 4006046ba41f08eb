package org.liftlock.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.verification.CannotCheck;
import org.liftlock.verification.ValueReader;
import org.springframework.stereotype.Service;

/** Reads the inventory of a target and keeps it. What was read earlier for the same moment is replaced. */
@Service
public class InventoryReader {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AVAILABLE = 3;

    private final Launchers launchers;
    private final ValueReader values;
    private final ConfigurationReader configuration;
    private final Snapshots snapshots;

    InventoryReader(Launchers launchers, ValueReader values, ConfigurationReader configuration, Snapshots snapshots) {
        this.launchers = launchers;
        this.values = values;
        this.configuration = configuration;
        this.snapshots = snapshots;
    }

    /** What cannot be read is part of the inventory, as {@link Category#UNREADABLE}. */
    public List<InventoryReading> capture(InventoryRequest request) {
        List<InventoryReading> readings = new ArrayList<>();
        versions(request, readings);
        systemFacts(request, readings);
        request.config().forEach(path -> readings.addAll(configuration.read(request, path)));
        snapshots.save(request, readings);
        return List.copyOf(readings);
    }

    /** Only which versions run there. Why one cannot be read is part of what is kept. */
    public List<InventoryReading> captureVersions(InventoryRequest request) {
        List<InventoryReading> readings = new ArrayList<>();
        versions(request, readings);
        snapshots.save(request, readings);
        return List.copyOf(readings);
    }

    private void versions(InventoryRequest request, List<InventoryReading> readings) {
        request.versions().forEach((name, spec) -> {
            try {
                String version = values.read(spec, request.target());
                readings.add(new InventoryReading(request.target(), Category.VERSION, name, version));
            } catch (CannotCheck unreadable) {
                readings.add(new InventoryReading(
                        request.target(), Category.UNREADABLE, "version of " + name, unreadable.getMessage()));
            }
        });
    }

    private void systemFacts(InventoryRequest request, List<InventoryReading> readings) {
        fact(request, Command.of("uname", "-srm"))
                .map(String::strip)
                .ifPresent(kernel -> readings.add(system(request, "kernel", kernel)));
        fact(request, Command.of("cat", "/etc/os-release"))
                .flatMap(InventoryReader::prettyName)
                .ifPresent(name -> readings.add(system(request, "operating system", name)));
        fact(request, Command.of("java", "-version"))
                .flatMap(said -> said.lines().findFirst())
                .ifPresent(java -> readings.add(system(request, "java", java)));
        fact(request, Command.of("df", "-Pk", "/"))
                .flatMap(InventoryReader::freeMebibytes)
                .ifPresent(free -> readings.add(new InventoryReading(request.target(), Category.ROOM, "/", free)));
    }

    /** What a program prints, on either stream; empty when it is not there or fails. */
    private Optional<String> fact(InventoryRequest request, Command command) {
        Launcher.Reading reading = launchers.of(request.target()).read(command.within(LIMIT));
        String said = reading.output().isBlank() ? reading.errors() : reading.output();
        return reading.exitCode() == 0 && !said.isBlank() ? Optional.of(said) : Optional.empty();
    }

    private static InventoryReading system(InventoryRequest request, String name, String reading) {
        return new InventoryReading(request.target(), Category.SYSTEM, name, reading);
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
