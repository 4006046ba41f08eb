package org.liftlock.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.descriptor.Durations;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.WindowRequest;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.planning.EnoughInService;
import org.liftlock.planning.Guidance;
import org.liftlock.planning.MixedVersions;
import org.liftlock.planning.TargetRules;
import org.liftlock.planning.TestScope;
import org.liftlock.planning.TimeBar;
import org.liftlock.planning.WatchScope;

/** What is missing or wrong in a plan, as far as it can be seen without asking anybody. */
final class PlanFindings {

    private final List<String> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private PlanFindings() {}

    static PlanFindings of(UpgradeDescription upgrade, TimeBar bar) {
        PlanFindings findings = new PlanFindings();
        findings.window(upgrade.request(), bar);
        findings.people(upgrade.request());
        findings.estimates(bar);
        Stream.concat(TargetRules.check(upgrade).stream(), EnoughInService.check(upgrade).stream())
                .forEach(finding ->
                        findings.wrong.add(finding.rule() + ": " + finding.sentence() + ". " + finding.remedy() + "."));
        Stream.of(
                        TestScope.check(upgrade),
                        MixedVersions.check(upgrade),
                        Guidance.check(upgrade),
                        WatchScope.check(upgrade))
                .flatMap(List::stream)
                .filter(finding -> finding.severity() != Severity.TELLS)
                .forEach(finding -> findings.missing.add(
                        finding.rule() + ": " + finding.sentence() + ". " + finding.remedy() + "."));
        if (upgrade.systemDescription()
                        .standInFor(upgrade.request().environment())
                        .isEmpty()
                && !upgrade.request().environment().equals("staging")) {
            findings.missing.add("R18: no environment stands for "
                    + upgrade.request().environment() + ", so nothing can be rehearsed. Describe one with stands_for.");
        }
        if (upgrade.request().from().isEmpty()) {
            findings.missing.add(
                    "The version it runs now is read from the targets; this plan shows it as ‹from.version›.");
        }
        return findings;
    }

    boolean sound() {
        return wrong.isEmpty();
    }

    void print(PrintWriter out) {
        out.println();
        out.println("Missing or wrong");
        wrong.forEach(sentence -> out.println("  ! " + sentence));
        missing.forEach(sentence -> out.println("  - " + sentence));
        if (wrong.isEmpty() && missing.isEmpty()) {
            out.println("  nothing");
        }
    }

    private void window(UpgradeRequest request, TimeBar bar) {
        if (request.window().isEmpty()) {
            missing.add("R25: no window is asked for. Add window: {from: .., to: ..} or {calendar: name}.");
        }
        if (request.window().orElse(null) instanceof WindowRequest.At at) {
            Duration open = Duration.between(at.from(), at.to());
            if (open.compareTo(bar.total()) < 0) {
                wrong.add(
                        "R24: the window is open for " + Durations.write(open) + ", the upgrade and its way back need "
                                + Durations.write(bar.total()) + ". Ask for a longer window.");
            }
        }
    }

    private void people(UpgradeRequest request) {
        if (request.people().decider().isEmpty()) {
            missing.add("R21: nobody is named to decide. Add people: {decider: name}.");
        }
        if (request.people().deputy().isEmpty()) {
            missing.add("R27: the decider has no deputy here. Add people: {deputy: name}.");
        }
        if (request.people().signOff().isEmpty()) {
            missing.add("R39: nobody is named to sign off. Add people: {sign_off: [name]}.");
        }
    }

    private void estimates(TimeBar bar) {
        String assumed = bar.segments().stream()
                .filter(segment -> segment.source() == TimeBar.Source.ASSUMED)
                .map(segment -> segment.part().replace('_', ' '))
                .collect(Collectors.joining(", "));
        if (!assumed.isEmpty()) {
            missing.add("R24: nobody has measured or described how long these take: " + assumed + ". Add limits.");
        }
    }
}
