package org.liftlock.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/**
 * What is measured of the units of an upgrade, target by target; of one without a check to ask, nothing. What is held out of
 * use until sign-off, such as a replica, serves nobody and is not measured.
 */
@Component
class UnitMeasures {

    private final Units units;

    UnitMeasures(Units units) {
        this.units = units;
    }

    /** As the unit is now, with the new version; none when all of it is held. */
    List<MeasureRun> of(UnitOfChange unit) {
        return runs(unit, units.describeAsRaised(unit));
    }

    /** As it was, so that a check that expects the new version does not find fault with the old one. */
    List<MeasureRun> before(UnitOfChange unit) {
        return runs(unit, units.describeAsBefore(unit));
    }

    private static List<MeasureRun> runs(UnitOfChange unit, List<TargetDescription> targets) {
        List<MeasureRun> runs = new ArrayList<>();
        for (TargetDescription target :
                targets.stream().filter(target -> !target.held()).toList()) {
            List<Measure> measures = Measure.ofChecks(target.checks());
            runs.add(MeasureRun.usual(unit.upgradeKey(), Optional.of(unit.unitId()), target.target(), measures));
        }
        return runs;
    }
}
