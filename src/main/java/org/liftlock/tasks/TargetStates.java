package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** How each target of an upgrade stands. */
@Component
class TargetStates {

    private final Units units;

    TargetStates(Units units) {
        this.units = units;
    }

    Markdown of(String upgradeKey) {
        return new Markdown()
                .items(
                        "Targets",
                        units.of(upgradeKey).stream()
                                .filter(unit -> unit.mode() == UnitOfChange.Mode.RAISE)
                                .map(TargetStates::sentence)
                                .toList());
    }

    private static String sentence(UnitOfChange unit) {
        return unit.targets().stream().map(target -> plain(target.toString())).collect(Collectors.joining(", ")) + ": "
                + unit.result()
                        .map(result -> "**" + result.name().toLowerCase().replace('_', ' ') + "**")
                        .orElse("not raised yet");
    }
}
