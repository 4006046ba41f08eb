package org.liftlock.audit;

import java.io.OutputStream;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** All upgrades of a search as a file. */
@Component
public class UpgradeExport {

    private final FoundUpgrades upgrades;
    private final Clock clock;

    UpgradeExport(FoundUpgrades upgrades, Clock clock) {
        this.upgrades = upgrades;
        this.clock = clock;
    }

    /** @return how many upgrades there are */
    public int csv(UpgradeQuery query, Sight sight, OutputStream out) {
        return file(query, sight)
                .csv(FoundUpgrade.NAMES, rows(query, sight), out)
                .count();
    }

    /** @return how many upgrades there are */
    public int json(UpgradeQuery query, Sight sight, OutputStream out) {
        return file(query, sight)
                .json(FoundUpgrade.NAMES, rows(query, sight), out)
                .count();
    }

    private ExportFile.Rows rows(UpgradeQuery query, Sight sight) {
        return reader -> upgrades.each(query, sight, upgrade -> reader.accept(upgrade.cells()));
    }

    private ExportFile file(UpgradeQuery query, Sight sight) {
        return new ExportFile(
                "liftlock-upgrades-1",
                "/upgrades" + (query.isEverything() ? "" : "?" + query.link()),
                query.written(),
                sight.person(),
                clock.instant(),
                sight.isWhole() ? "all systems" : "the systems of " + sight.person() + ", and what they asked for");
    }
}
