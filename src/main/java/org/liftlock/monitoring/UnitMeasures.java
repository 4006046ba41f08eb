package org.liftlock.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.TargetId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** What is measured of the units of an upgrade, target by target. */
@Component
class UnitMeasures {

    private final Units units;

    UnitMeasures(Units units) {
        this.units = units;
    }

    List<MeasureRun> of(UnitOfChange unit) {
        List<MeasureRun> runs = new ArrayList<>();
        for (TargetDescription target : units.describe(unit)) {
            List<Measure> measures = Measure.ofChecks(target.checks());
            if (!measures.isEmpty()) {
                runs.add(MeasureRun.usual(unit.upgradeKey(), Optional.of(unit.unitId()), target.target(), measures));
            }
        }
        return runs;
    }

    static List<TargetId> targets(List<MeasureRun> runs) {
        return runs.stream().map(MeasureRun::target).toList();
    }
}
