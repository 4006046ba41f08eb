package org.liftlock.tasks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;

/**
 * A plan in the fields of its form, and back. Fields hold whole minutes; one that was left as proposed keeps the exact
 * time of the plan before.
 */
final class PlanFields {

    private PlanFields() {}

    static Map<String, Object> of(Plan plan, Times times) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("windowFrom", times.field(plan.opensAt()));
        fields.put("windowTo", times.field(plan.endsAt()));
        fields.put("decider", plan.decider());
        fields.put("deputy", plan.deputy());
        fields.put("engineer", plan.engineer());
        fields.put("signOff", String.join(", ", plan.signOff()));
        fields.put("method", plan.method());
        fields.put("noAnswer", plan.noAnswer().name());
        fields.put("prepareMinutes", minutes(plan.estimates().prepare()));
        fields.put("backUpMinutes", minutes(plan.estimates().backUp()));
        fields.put("applyMinutes", minutes(plan.estimates().apply()));
        fields.put("verifyMinutes", minutes(plan.estimates().verify()));
        fields.put("rollBackMinutes", minutes(plan.estimates().rollBack()));
        fields.put("tellMinutes", minutes(plan.estimates().tell()));
        fields.put("announcement", plan.announcement());
        return fields;
    }

    /** The plan as filled in, by the method planned so far: another one makes another plan. */
    static Plan read(Given given) {
        Fields fields = given.fields();
        Plan before = given.situation().neededPlan();
        String decider = fields.needed("decider");
        String deputy = fields.needed("deputy");
        if (decider.equals(deputy)) {
            throw new AnswerRefused("R27: the deputy is another person than the decider, not \"" + decider
                    + "\" twice; name somebody else in one of the two fields");
        }
        Instant opens = moment(given, "windowFrom", before.opensAt());
        Instant ends = moment(given, "windowTo", before.endsAt());
        if (!opens.isBefore(ends)) {
            throw new AnswerRefused(
                    "Field \"Window ends\": it lies before \"Window opens\"; a window ends after it opens");
        }
        return new Plan(
                opens,
                ends,
                decider,
                deputy,
                fields.needed("engineer"),
                NoAnswer.valueOf(fields.needed("noAnswer")),
                before.method(),
                estimates(fields, before.estimates()),
                given
                        .situation()
                        .description()
                        .targets(given.situation().upgrade().environment())
                        .stream()
                        .map(Object::toString)
                        .toList(),
                fields.list("signOff"),
                fields.needed("announcement"),
                before.watch(),
                given.situation().description().materialDigest().hex());
    }

    private static Estimates estimates(Fields fields, Estimates before) {
        return new Estimates(
                length(fields, "prepareMinutes", before.prepare()),
                length(fields, "backUpMinutes", before.backUp()),
                length(fields, "applyMinutes", before.apply()),
                length(fields, "verifyMinutes", before.verify()),
                length(fields, "rollBackMinutes", before.rollBack()),
                length(fields, "tellMinutes", before.tell()),
                before.margin());
    }

    private static Duration length(Fields fields, String field, Duration before) {
        long given = fields.number(field).orElse(minutes(before));
        return given == minutes(before) ? before : Duration.ofMinutes(given);
    }

    private static Instant moment(Given given, String field, Instant before) {
        Instant entered = given.fields()
                .moment(field)
                .orElseThrow(() -> new AnswerRefused("Field \"" + field + "\" is empty; fill it in"))
                .atZone(given.fields().zone())
                .toInstant();
        return entered.equals(before.truncatedTo(ChronoUnit.MINUTES)) ? before : entered;
    }

    private static long minutes(Duration length) {
        return length.plusSeconds(59).toMinutes();
    }
}
