package org.liftlock.communication;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Outcomes;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.security.Members;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes a message about an upgrade: what it says, and to whom. */
@Component
class UpgradeMessages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    private final Upgrades upgrades;
    private final Outcomes outcomes;
    private final Plans plans;
    private final Windows windows;
    private final KnownIssues issues;
    private final Findings findings;
    private final Outbox outbox;
    private final Members members;
    private final String address;

    UpgradeMessages(
            Upgrades upgrades,
            Outcomes outcomes,
            Plans plans,
            Windows windows,
            KnownIssues issues,
            Findings findings,
            Outbox outbox,
            Members members,
            @Value("${liftlock.address:http://localhost:${server.port:8080}}") String address) {
        this.upgrades = upgrades;
        this.outcomes = outcomes;
        this.plans = plans;
        this.windows = windows;
        this.issues = issues;
        this.findings = findings;
        this.outbox = outbox;
        this.members = members;
        this.address = address;
    }

    /** Who a message is for. */
    enum Readers {
        USERS,
        REPRESENTATIVES,
        ENGINEER,
        APPROVERS,
        DECIDERS,
        EVERYBODY_ON_DUTY
    }

    /** Written under an id of the step, so that a step that is repeated adds nothing. */
    StepWork write(Step step, MessageKind kind, Readers readers) {
        return new StepWork.Reading(() -> {
            Set<Recipient> recipients = recipients(step.upgradeKey(), readers);
            outbox.write(
                    kind,
                    Optional.of(step.upgradeKey()),
                    List.copyOf(recipients),
                    facts(step),
                    step.upgradeKey() + "." + kind.word() + "." + step.stepId());
            return StepAnswer.succeeded("Message \"" + kind.word() + "\" written to " + recipients.size()
                    + (recipients.size() == 1 ? " reader" : " readers"));
        });
    }

    /** Decider, deputy and engineer. */
    List<Recipient> onDuty(String upgradeKey) {
        return List.copyOf(recipients(upgradeKey, Readers.EVERYBODY_ON_DUTY));
    }

    private Set<Recipient> recipients(String key, Readers readers) {
        UpgradeDescription description = upgrades.describe(key);
        Optional<Plan> plan = plans.newest(key);
        List<String> names = new ArrayList<>();
        switch (readers) {
            case USERS -> {
                names.add(description.owner());
                plan.ifPresent(made -> names.addAll(made.signOff()));
            }
            case REPRESENTATIVES -> plan.ifPresent(made -> names.addAll(made.signOff()));
            case ENGINEER -> names.add(description.request().people().engineer().orElse(description.owner()));
            case APPROVERS ->
                upgrades.approverRoles(key).stream().distinct().forEach(group -> names.addAll(members.inGroup(group)));
            case DECIDERS -> plan.ifPresent(made -> names.addAll(List.of(made.decider(), made.deputy())));
            case EVERYBODY_ON_DUTY -> {
                plan.ifPresent(made -> names.addAll(List.of(made.decider(), made.deputy())));
                names.add(description.request().people().engineer().orElse(description.owner()));
            }
        }
        Set<Recipient> recipients = known(description.site(), names);
        if (readers == Readers.USERS) {
            description
                    .systemDescription()
                    .users()
                    .contact()
                    .filter(contact -> contact.matches("[^@\\s]+@[^@\\s]+"))
                    .ifPresent(mail -> recipients.add(
                            Recipient.mail(mail, description.site().timeZone())));
        }
        return recipients;
    }

    private static Set<Recipient> known(Site site, Collection<String> names) {
        Set<Recipient> recipients = new LinkedHashSet<>();
        names.stream()
                .distinct()
                .flatMap(name -> Optional.ofNullable(site.people().get(name)).stream())
                .flatMap(person -> Recipient.of(person, site.timeZone()).stream())
                .forEach(recipients::add);
        return recipients;
    }

    private Map<String, Object> facts(Step step) {
        Upgrade upgrade = upgrades.find(step.upgradeKey());
        UpgradeDescription description = upgrades.describe(step.upgradeKey());
        Map<String, Object> facts = new HashMap<>();
        facts.put("upgrade", upgrade.key());
        facts.put("system", description.name());
        facts.put("from", upgrade.fromVersion());
        facts.put("to", upgrade.toVersion());
        facts.put("link", address + "/upgrades/" + upgrade.key());
        Outcome outcome = outcomes.of(upgrade.key());
        facts.put("outcome", outcome.title());
        // What is new is of use only to those who have it.
        description
                .request()
                .training()
                .filter(text -> outcome == Outcome.RAISED || outcome == Outcome.WITH_KNOWN_ISSUES)
                .ifPresent(text -> facts.put("training", text));
        // What does not work too; where something needs repair, other targets may be in use.
        Optional.of(knownIssues(upgrade.key(), description))
                .filter(known -> !known.isEmpty())
                .filter(known -> List.of(Outcome.RAISED, Outcome.WITH_KNOWN_ISSUES, Outcome.NEEDS_REPAIR)
                        .contains(outcome))
                .ifPresent(known -> facts.put("knownIssues", known));
        facts.put("what", step.text("shownFailure").orElse("The figures are worse than before, or cannot be read"));
        findings.open(upgrade.key(), Findings.NOT_MEASURED).stream().findFirst().ifPresent(unknown -> {
            facts.put("what", unknown.sentence());
            facts.put("notMeasured", unknown.remedy());
        });
        windows.of(upgrade.key()).ifPresent(window -> {
            facts.put("opens", window.opensAt());
            facts.put("ends", window.endsAt());
        });
        plans.newest(upgrade.key()).ifPresent(plan -> {
            facts.put("silence", plan.noAnswer().name().toLowerCase().replace('_', ' '));
            facts.put("text", plan.announcement());
        });
        description.systemDescription().users().contact().ifPresent(contact -> facts.put("contact", contact));
        step.text("moment").ifPresent(moment -> facts.put("moment", inWords(moment)));
        Optional.ofNullable(step.variables().get("answerBy")).ifPresent(by -> facts.put("answerBy", by));
        return facts;
    }

    /** Those known beforehand, and those that were accepted, each once, with the day by which it is settled (R44). */
    private List<String> knownIssues(String upgradeKey, UpgradeDescription description) {
        return Stream.concat(
                        description.request().known().stream(),
                        issues.of(upgradeKey).stream()
                                .filter(entry -> entry.kind() == KnownIssues.Kind.KNOWN_ISSUE)
                                .map(entry -> entry.sentence() + " (to be settled by " + DAY.format(entry.due()) + ")"))
                .distinct()
                .toList();
    }

    private static String inWords(String moment) {
        return switch (moment) {
            case "last-moment-to-decide" -> "This is the last moment at which a way back still fits the window.";
            case "window-end" -> "The window ends, and steps are still running.";
            case "approval-void" -> "The approval was taken back while steps are running.";
            default -> "The window is over, and steps are still running.";
        };
    }
}
