package org.liftlock.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.lifecycle.RuleId;

/**
 * Who did what for one upgrade.
 *
 * @param editors who had written its description, kind or template since the last approval when somebody approved it
 * @param engineer whom the plan names to carry it out; empty when nobody
 * @param approvers of the plan, or of the template in place of a plan
 * @param reviewers of what an emergency or an exception has shortened
 * @param coincidences what one person did that two have to
 */
public record Duties(
        String upgradeKey,
        String system,
        String requester,
        List<String> planners,
        List<String> editors,
        String engineer,
        List<String> approvers,
        List<String> signedOff,
        List<String> reviewers,
        List<Coincidence> coincidences) {

    static final List<String> NAMES = List.of(
            "upgrade",
            "system",
            "requested_by",
            "planned_by",
            "described_by",
            "engineer",
            "approved_by",
            "signed_off_by",
            "reviewed_by",
            "coincidences");

    /** One person in two parts that a rule keeps apart. */
    public record Coincidence(String person, String part, String other, RuleId rule) {

        /** "ana approved and planned (R28)". */
        public String sentence() {
            return person + " " + part + " and " + other + " (" + rule + ")";
        }
    }

    /**
     * @param editors who has written what when an approval was given, by the approval
     * @param taken debts as pairs: who took the shortcut, who reviewed it
     */
    static Duties of(
            String upgradeKey,
            String system,
            String requester,
            List<String> planners,
            String engineer,
            Collection<Approved> approvals,
            List<String> signedOff,
            Collection<Reviewed> debts) {
        List<Coincidence> found = new ArrayList<>();
        for (Approved approval : approvals) {
            String person = approval.person();
            if (requester.equals(person)) {
                found.add(new Coincidence(person, "approved", "asked for it", RuleId.R28));
            }
            if (planners.contains(person)) {
                found.add(new Coincidence(person, "approved", "planned it", RuleId.R28));
            }
            if (engineer.equals(person)) {
                found.add(new Coincidence(person, "approved", "is its engineer", RuleId.R28));
            }
            approval.written().stream()
                    .filter(edit -> edit.person().equals(person))
                    .map(edit -> new Coincidence(person, "approved", "has written " + edit.what(), RuleId.R28))
                    .forEach(found::add);
        }
        signedOff.stream()
                .filter(person -> person.equals(engineer))
                .map(person -> new Coincidence(person, "signed off", "is its engineer", RuleId.R39))
                .forEach(found::add);
        debts.stream()
                .filter(debt -> debt.reviewer().equals(debt.taker()))
                .map(debt -> new Coincidence(debt.reviewer(), "reviewed", "took the shortcut", RuleId.R29))
                .forEach(found::add);
        return new Duties(
                upgradeKey,
                system,
                requester,
                distinct(planners.stream()),
                distinct(approvals.stream()
                        .flatMap(approval -> approval.written().stream())
                        .map(Written::person)),
                engineer,
                distinct(approvals.stream().map(Approved::person)),
                distinct(signedOff.stream()),
                distinct(debts.stream().map(Reviewed::reviewer)),
                found.stream().distinct().toList());
    }

    /** @param written what was new to the approver's eyes: since the last approval, until this one */
    record Approved(String person, List<Written> written) {}

    record Written(String person, String what) {}

    record Reviewed(String taker, String reviewer) {}

    private static List<String> distinct(Stream<String> people) {
        return people.filter(person -> !person.isEmpty()).distinct().sorted().toList();
    }

    List<String> cells() {
        return List.of(
                upgradeKey,
                system,
                requester,
                String.join(" ", planners),
                String.join(" ", editors),
                engineer,
                String.join(" ", approvers),
                String.join(" ", signedOff),
                String.join(" ", reviewers),
                String.join(
                        "; ", coincidences.stream().map(Coincidence::sentence).toList()));
    }
}
