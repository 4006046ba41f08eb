package org.liftlock.planning;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the newest rehearsal of an upgrade has shown. One by another method than the planned one shows nothing. */
@Component
public class Rehearsals {

    private static final String ORIGIN = Findings.REHEARSAL_JUDGED;

    private final JdbcClient jdbc;
    private final Units units;
    private final Plans plans;
    private final Cancellations cancellations;
    private final Findings findings;

    Rehearsals(JdbcClient jdbc, Units units, Plans plans, Cancellations cancellations, Findings findings) {
        this.jdbc = jdbc;
        this.units = units;
        this.plans = plans;
        this.cancellations = cancellations;
        this.findings = findings;
    }

    /** A step of a rehearsal as it went. */
    public record Rehearsed(String topic, String outcome, String summary, Duration took) {}

    /** The steps of the newest rehearsal in order; empty when there was none. */
    public List<Rehearsed> steps(String upgradeKey) {
        return newest(upgradeKey).map(unit -> steps(unit)).orElse(List.of());
    }

    boolean judge(String upgradeKey) {
        UnitOfChange unit =
                newest(upgradeKey).orElseThrow(() -> new IllegalStateException("R18: no rehearsal was run"));
        List<Finding> found = new ArrayList<>();
        List<Rehearsed> steps = steps(unit);
        proved(
                steps,
                "run-acceptance-checks",
                RuleId.R19,
                "The acceptance checks did not pass in the rehearsal",
                found);
        proved(steps, "prove-checks-can-fail", RuleId.R20, "The checks were not proven to be able to fail", found);
        proved(steps, "verify-rollback", RuleId.R22, "The way back was not proven in the rehearsal", found);
        boolean back = unit.result().filter(UnitOfChange.Result.BACK::equals).isPresent();
        if (found.isEmpty() && !back) {
            found.add(new Finding(
                    RuleId.R22,
                    Severity.BLOCKS,
                    ORIGIN,
                    "resume-after-going-back",
                    "The rehearsal did not end with the stand-in back in service as it was before",
                    "Put " + unit.environment() + " in order, then check the plan again to rehearse once more"));
        }
        boolean proven = found.isEmpty();
        Optional<String> cancelledBy = cancellations.by(upgradeKey).filter(by -> !proven);
        cancelledBy.ifPresent(by -> cutShort(by, steps, back, found));
        slower(upgradeKey, steps, found);
        findings.replace(upgradeKey, ORIGIN, found);
        return proven;
    }

    /**
     * What did not take place because the upgrade was cancelled has neither failed nor passed, and there is nothing left
     * that it could block. What did fail, and a stand-in that is not as it was, is still told.
     */
    private static void cutShort(String cancelledBy, List<Rehearsed> steps, boolean back, List<Finding> found) {
        List<Finding> failed = found.stream()
                .filter(finding -> last(steps, finding.subject())
                                .filter(step -> step.outcome().equals("FAILED"))
                                .isPresent()
                        || finding.rule() == RuleId.R22 && !back && touched(steps))
                .map(finding -> new Finding(
                        finding.rule(),
                        Severity.WARNS,
                        ORIGIN,
                        finding.subject(),
                        finding.sentence(),
                        "Nothing is held up by it: the upgrade is cancelled; mind it when you ask anew"))
                .toList();
        found.clear();
        found.add(new Finding(
                RuleId.R18,
                Severity.TELLS,
                ORIGIN,
                "rehearsal",
                "The rehearsal was not carried through, since " + cancelledBy
                        + " cancelled the upgrade; it proves nothing, for or against",
                "Nothing to do; an upgrade that is asked for anew is rehearsed anew"));
        found.addAll(failed);
    }

    private static boolean touched(List<Rehearsed> steps) {
        return last(steps, "apply-upgrade").isPresent();
    }

    private static Optional<Rehearsed> last(List<Rehearsed> steps, String topic) {
        return steps.stream().filter(step -> step.topic().equals(topic)).reduce((first, second) -> second);
    }

    private static void proved(
            List<Rehearsed> steps, String topic, RuleId rule, String otherwise, List<Finding> found) {
        Optional<Rehearsed> last = last(steps, topic);
        if (last.filter(step -> step.outcome().equals("SUCCEEDED")).isEmpty()) {
            found.add(
                    new Finding(
                            rule,
                            Severity.BLOCKS,
                            ORIGIN,
                            topic,
                            otherwise + last.map(step -> ": " + step.summary()).orElse(""),
                            "Look at the rehearsal's log on the upgrade page, correct what it shows, and check the plan again"));
        }
    }

    /** A plan below what was measured is flagged (R24). */
    private void slower(String upgradeKey, List<Rehearsed> steps, List<Finding> found) {
        Estimates planned = plans.newest(upgradeKey).orElseThrow().estimates();
        slower(steps, "back-up", planned.backUp(), found);
        slower(steps, "apply-upgrade", planned.apply(), found);
        slower(steps, "roll-back", planned.rollBack(), found);
    }

    private static void slower(List<Rehearsed> steps, String topic, Duration planned, List<Finding> found) {
        steps.stream()
                .filter(step -> step.topic().equals(topic))
                .map(Rehearsed::took)
                .max(Comparator.naturalOrder())
                .filter(measured -> measured.compareTo(planned) > 0)
                .ifPresent(measured -> found.add(new Finding(
                        RuleId.R24,
                        Severity.WARNS,
                        ORIGIN,
                        topic,
                        "In the rehearsal \"" + topic + "\" took " + measured.toSeconds() + " s; the plan has "
                                + planned.toSeconds() + " s for it",
                        "Plan more time for it, or shorten it")));
    }

    private Optional<UnitOfChange> newest(String upgradeKey) {
        return jdbc.sql("""
                        select unit_id from unit_of_change where upgrade_key = :key and mode = 'REHEARSE'
                            and method = (select method from upgrade where upgrade_key = :key)
                        order by unit_order desc fetch first 1 rows only
                        """)
                .param("key", upgradeKey)
                .query(String.class)
                .optional()
                .map(units::find);
    }

    private List<Rehearsed> steps(UnitOfChange unit) {
        return jdbc.sql("""
                        select topic, coalesce(outcome, 'OPEN') as outcome, coalesce(summary, '') as summary, started_at,
                            coalesce(settled_at, started_at) as settled_at
                        from step where unit_id = ? order by started_at, settled_at
                        """)
                .param(unit.unitId())
                .query((found, row) -> new Rehearsed(
                        found.getString("topic"),
                        found.getString("outcome"),
                        found.getString("summary"),
                        Duration.between(
                                found.getObject("started_at", OffsetDateTime.class),
                                found.getObject("settled_at", OffsetDateTime.class))))
                .list();
    }
}
