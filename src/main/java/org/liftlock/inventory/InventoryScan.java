package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.liftlock.security.Secrets;
import org.liftlock.verification.CannotCheck;
import org.liftlock.verification.ValueReader;
import org.springframework.stereotype.Component;

/** Looks at a target once: versions, configuration, and the machine it is on. Nothing is changed there. */
@Component
public class InventoryScan {

    private final ValueReader values;
    private final ConfigurationReader configuration;
    private final MachineReader machine;

    InventoryScan(ValueReader values, ConfigurationReader configuration, MachineReader machine) {
        this.values = values;
        this.configuration = configuration;
        this.machine = machine;
    }

    /** For one who looks without a database: nothing is kept. */
    public static InventoryScan keepingNothing(Launchers launchers, Secrets secrets) {
        Journal nothing = new Journal() {
            @Override
            public void tell(
                    Optional<String> upgrade,
                    String actor,
                    String kind,
                    Optional<String> rule,
                    String sentence,
                    Optional<Digest> evidence) {}

            @Override
            public Digest keep(String content) {
                return Digest.of(content);
            }
        };
        return new InventoryScan(
                ValueReader.over(launchers, secrets),
                new ConfigurationReader(launchers, nothing),
                new MachineReader(launchers, nothing));
    }

    /** What cannot be read is part of what is found, as {@link Category#UNREADABLE}. */
    public Scan of(WhatToRead what) {
        return of(what, Map.of());
    }

    /** @param known files as they were read before: of those that are unchanged the text is not read again */
    Scan of(WhatToRead what, Map<String, FileReading> known) {
        List<InventoryReading> readings = new ArrayList<>(versions(what));
        Scan around = machine.read(what.target(), what.config());
        readings.addAll(around.readings());
        what.config().forEach(path -> readings.addAll(configuration.read(what.target(), path, known)));
        return new Scan(readings, around.lists());
    }

    /** Only which versions run there. */
    List<InventoryReading> versions(WhatToRead what) {
        List<InventoryReading> readings = new ArrayList<>();
        what.versions().forEach((name, spec) -> {
            try {
                String version = values.read(spec, what.target());
                readings.add(new InventoryReading(what.target(), Category.VERSION, name, version));
            } catch (CannotCheck unreadable) {
                readings.add(new InventoryReading(
                        what.target(), Category.UNREADABLE, "version of " + name, unreadable.getMessage()));
            }
        });
        return readings;
    }
}
