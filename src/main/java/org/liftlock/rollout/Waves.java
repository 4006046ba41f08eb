package org.liftlock.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Rollout;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forms waves out of the units of an upgrade, and says what became of them. */
@Component
class Waves {

    /** A wave never has more units than this; what is wider runs in more waves. */
    static final int WIDEST = 50;

    private static final String NUMBER = ".w";

    private final JdbcClient jdbc;
    private final Units units;
    private final Upgrades upgrades;
    private final Directives directives;

    Waves(JdbcClient jdbc, Units units, Upgrades upgrades, Directives directives) {
        this.jdbc = jdbc;
        this.units = units;
        this.upgrades = upgrades;
        this.directives = directives;
    }

    /**
     * What comes next.
     *
     * @param next "wave", "go-back", "none-left" or "halted"
     */
    record Next(String next, Optional<String> waveId, int size) {

        static Next of(String next) {
            return new Next(next, Optional.empty(), 0);
        }
    }

    @Transactional
    Next next(String upgradeKey, boolean back) {
        upgrades.lock(upgradeKey);
        List<UnitOfChange> waiting = waiting(upgradeKey, back);
        if (back) {
            return waiting.isEmpty() ? Next.of("none-left") : form(upgradeKey, waiting);
        }
        return switch (directives.current(upgradeKey)) {
            case STOP_AND_GO_BACK -> Next.of(raised(upgradeKey).isEmpty() ? "none-left" : "go-back");
            case HALT -> Next.of(waiting.isEmpty() ? "none-left" : "halted");
            case GO_ON -> waiting.isEmpty() ? Next.of("none-left") : form(upgradeKey, waiting);
        };
    }

    /** The unit at a position of a wave, from 0. */
    UnitOfChange at(String waveId, int position) {
        return units.find(jdbc.sql("select unit_id from unit_of_change where wave_id = ? and wave_position = ?")
                .param(waveId)
                .param(position)
                .query(String.class)
                .single());
    }

    /**
     * Whether the next wave may follow: not after a wave with a failure, when with it the failures of all waves are as
     * many as the description allows. With nothing left to raise there is nothing to halt.
     */
    boolean proved(String upgradeKey, String waveId) {
        if (waiting(upgradeKey, false).isEmpty() || directives.current(upgradeKey) != Directive.GO_ON) {
            return true;
        }
        List<UnitOfChange> failed = units.newestToRaise(upgradeKey).stream()
                .filter(unit ->
                        unit.result().filter(result -> result != Result.RAISED).isPresent())
                .toList();
        return failed.stream().noneMatch(unit -> inWave(unit, waveId))
                || failed.size() < upgrades.describe(upgradeKey).rollout().stopAfter();
    }

    /** "all-raised", "none-raised" or "left-behind": some raised, some not, or some that need repair. */
    String sum(String upgradeKey) {
        List<Result> results = newestResults(upgradeKey);
        if (!results.isEmpty() && results.stream().allMatch(Result.RAISED::equals)) {
            return "all-raised";
        }
        boolean none = results.stream().noneMatch(result -> result == Result.RAISED || result == Result.NEEDS_REPAIR);
        return none ? "none-raised" : "left-behind";
    }

    /** Nothing was changed and nobody ordered to stop: the same plan may get another window. */
    boolean worthAnotherWindow(String upgradeKey) {
        return directives.current(upgradeKey) == Directive.GO_ON
                && newestResults(upgradeKey).stream().allMatch(Result.UNTOUCHED::equals);
    }

    boolean morePending(String upgradeKey) {
        return !waiting(upgradeKey, false).isEmpty();
    }

    private List<Result> newestResults(String upgradeKey) {
        return units.newestToRaise(upgradeKey).stream()
                .map(unit -> unit.result().orElse(Result.UNTOUCHED))
                .toList();
    }

    private Next form(String upgradeKey, List<UnitOfChange> waiting) {
        Rollout rollout = upgrades.describe(upgradeKey).rollout();
        int number = lastNumber(upgradeKey) + 1;
        boolean pilot = number == 1;
        int widest = Math.min(upgrades.waveLimit(upgradeKey).orElse(WIDEST), WIDEST);
        int size = keepingUp(upgradeKey, rollout, waiting, Math.min(pilot ? 1 : rollout.batch(), widest));
        String waveId = upgradeKey + NUMBER + number;
        for (int position = 0; position < size; position++) {
            jdbc.sql("update unit_of_change set wave_id = ?, wave_position = ? where unit_id = ?")
                    .param(waveId)
                    .param(position)
                    .param(waiting.get(position).unitId())
                    .update();
        }
        return new Next("wave", Optional.of(waveId), size);
    }

    /** As many as leave enough targets in service; one at least, or nothing would ever be raised. */
    private int keepingUp(String upgradeKey, Rollout rollout, List<UnitOfChange> waiting, int most) {
        if (rollout.keepUp() == 0) {
            return Math.min(most, waiting.size());
        }
        int inService = upgrades.describe(upgradeKey)
                .targets(upgrades.find(upgradeKey).environment())
                .size();
        for (UnitOfChange unit : units.newestToRaise(upgradeKey)) {
            if (unit.result().filter(Result.NEEDS_REPAIR::equals).isPresent()) {
                inService -= unit.targets().size();
            }
        }
        int size = 0;
        for (UnitOfChange unit : waiting) {
            inService -= unit.targets().size();
            if (size == most || size > 0 && inService < rollout.keepUp()) {
                break;
            }
            size++;
        }
        return size;
    }

    /** A unit that is taken back leaves its old wave, so counting the waves that are left would give a number again. */
    private int lastNumber(String upgradeKey) {
        return jdbc
                .sql("select distinct wave_id from unit_of_change where upgrade_key = ? and wave_id is not null")
                .param(upgradeKey)
                .query(String.class)
                .list()
                .stream()
                .mapToInt(waveId -> Integer.parseInt(waveId.substring(waveId.lastIndexOf(NUMBER) + NUMBER.length())))
                .max()
                .orElse(0);
    }

    private List<UnitOfChange> waiting(String upgradeKey, boolean back) {
        if (back) {
            List<UnitOfChange> reversed = new ArrayList<>(raised(upgradeKey));
            Collections.reverse(reversed);
            return reversed;
        }
        Optional<TargetId> pilot = upgrades.describe(upgradeKey).rollout().pilot();
        List<UnitOfChange> open = new ArrayList<>(raising(upgradeKey).stream()
                .filter(unit -> unit.result().isEmpty())
                .toList());
        pilot.ifPresent(first -> open.sort((one, other) ->
                Boolean.compare(other.targets().contains(first), one.targets().contains(first))));
        return open;
    }

    private List<UnitOfChange> raised(String upgradeKey) {
        return raising(upgradeKey).stream()
                .filter(unit -> unit.result().filter(Result.RAISED::equals).isPresent())
                .toList();
    }

    private List<UnitOfChange> raising(String upgradeKey) {
        return units.of(upgradeKey).stream()
                .filter(unit -> unit.mode() == Mode.RAISE)
                .toList();
    }

    private boolean inWave(UnitOfChange unit, String waveId) {
        return jdbc.sql("select count(*) from unit_of_change where unit_id = ? and wave_id = ?")
                        .param(unit.unitId())
                        .param(waveId)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
