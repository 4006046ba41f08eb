package org.liftlock.look;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.liftlock.channel.OneMachine;
import org.liftlock.channel.ShownKey;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.KindLook;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.inventory.Category;
import org.liftlock.inventory.InventoryReading;
import org.liftlock.inventory.InventoryScan;
import org.liftlock.inventory.PeerNames;
import org.liftlock.inventory.Scan;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;
import org.liftlock.verification.CannotCheck;
import org.liftlock.verification.ValueReader;

/** Looks at one machine for what a system of a kind has to say, by the readers that inventories are taken with. */
final class SystemLook {

    private static final Pattern PATH = Pattern.compile("(?m)^\\s*(/[^\\s]+)");
    private static final String ENVIRONMENT = "production";

    private final KindLook kind;
    private final TargetId target;
    private final Launchers launchers;
    private final ValueReader values;
    private final InventoryScan scan;
    private final Set<String> missing = new LinkedHashSet<>();

    SystemLook(KindLook kind, TargetId target, OneMachine machine, SecretStore secrets) {
        this.kind = kind;
        this.target = target;
        this.launchers = Launchers.over(machine.channel(), secrets);
        this.values = ValueReader.over(launchers, secrets);
        this.scan = InventoryScan.keepingNothing(launchers, secrets);
    }

    /** @param said variables a person gave; they are not looked for */
    Seen at(Map<String, String> said, Optional<ShownKey> key) {
        kind.say(said);
        kind.findable().stream().filter(name -> !said.containsKey(name)).forEach(this::find);
        kind.needs().stream()
                .filter(need -> !kind.variables().containsKey(need))
                .forEach(missing::add);
        Map<String, CheckSpec> versions = kind.versions();
        Optional<String> version = versions.values().stream().findFirst().flatMap(this::read);
        version.ifPresent(kind::runs);
        List<String> config = config();
        List<String> all = new ArrayList<>(kind.usualConfig());
        all.addAll(config);
        Scan found = scan.of(new WhatToRead(target, ENVIRONMENT, versions, all));
        return new Seen(
                key,
                kind.variables(),
                missing,
                version,
                config,
                kind.stores(),
                kind.methods(),
                kind.roles(),
                found,
                names(found));
    }

    private void find(String variable) {
        Optional<String> value = kind.variable(variable).flatMap(this::read);
        value.ifPresentOrElse(found -> kind.know(variable, found), () -> missing.add(variable));
    }

    private Optional<String> read(CheckSpec reading) {
        try {
            return Optional.of(values.read(reading, target)).filter(value -> !value.isBlank());
        } catch (CannotCheck unknown) {
            return Optional.empty();
        }
    }

    /** A folder that is the package's own stands for all files in it. */
    private List<String> config() {
        Set<String> paths = new TreeSet<>();
        kind.config().flatMap(this::read).ifPresent(listed -> {
            String own = kind.variables().getOrDefault("package", "");
            PATH.matcher(listed).results().map(match -> match.group(1)).forEach(path -> {
                String[] parts = path.split("/");
                boolean inOwnFolder = parts.length > 3
                        && parts[1].equals("etc")
                        && !own.isEmpty()
                        && (parts[2].startsWith(own) || own.startsWith(parts[2]));
                paths.add(inOwnFolder ? "/etc/" + parts[2] : path);
            });
        });
        return List.copyOf(paths);
    }

    private Map<String, String> names(Scan found) {
        List<String> addresses = Stream.of(Category.DEPENDANT, Category.NEEDED)
                .flatMap(category -> found.of(category).stream())
                .map(InventoryReading::name)
                .distinct()
                .toList();
        return PeerNames.of(launchers.of(target), addresses);
    }
}
