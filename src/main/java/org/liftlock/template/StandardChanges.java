package org.liftlock.template;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.StandardChange;
import org.liftlock.descriptor.StandardChange.VoidIf;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Editors;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Holds upgrades against the templates they follow. */
@Component
class StandardChanges implements ApprovedTemplates {

    /** What no request can do without, and what is judged by itself. */
    private static final Set<String> ALWAYS = Set.of("upgrade", "template", "environment", "to", "reason");

    /** No upgrade has this key. */
    private static final String NONE = "";

    private final DescriptionStore descriptions;
    private final Upgrades upgrades;
    private final TemplateUses uses;
    private final Editors editors;
    private final Journal journal;
    private final Clock clock;

    StandardChanges(
            DescriptionStore descriptions,
            Upgrades upgrades,
            TemplateUses uses,
            Editors editors,
            Journal journal,
            Clock clock) {
        this.editors = editors;
        this.descriptions = descriptions;
        this.upgrades = upgrades;
        this.uses = uses;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    @Transactional
    public boolean follow(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        Optional<String> named = upgrade.request().template();
        if (named.isEmpty()) {
            return false;
        }
        uses.lock(named.get());
        StoredDescription stored =
                descriptions.current(Layer.TEMPLATE, named.get()).orElseThrow();
        StandardChange template = descriptions.standardChange(named.get()).orElseThrow();
        firstOf(
                        asked(template, stored, upgrade),
                        ownWork(stored, upgrade),
                        expired(template),
                        usedUp(template, stored),
                        voided(template, stored, upgradeKey),
                        versions(template, upgradeKey),
                        unproven(template, upgradeKey))
                .ifPresent(misfit -> {
                    throw new TemplateRefused(misfit);
                });
        uses.pin(upgradeKey, stored);
        journal.tell(
                Optional.of(upgradeKey),
                upgrade.requestedBy(),
                "template",
                Optional.of("R28"),
                "Follows template " + stored.name() + ", revision " + stored.revision() + ", digest "
                        + stored.digest().brief() + ", approved by " + stored.changedBy(),
                Optional.of(journal.keep(stored.document())));
        return true;
    }

    @Override
    public Optional<String> withdrawn(String upgradeKey) {
        return uses.pinned(upgradeKey).flatMap(pinned -> {
            StoredDescription stored =
                    descriptions.current(Layer.TEMPLATE, pinned.template()).orElseThrow();
            if (stored.revision() != pinned.revision()) {
                return Optional.of("Template " + stored.name() + " was changed since; revision " + pinned.revision()
                        + " approved this upgrade, revision " + stored.revision() + " did not");
            }
            StandardChange template =
                    descriptions.standardChange(pinned.template()).orElseThrow();
            return firstOf(
                    asked(template, stored, upgrades.find(upgradeKey)),
                    ownWork(stored, upgrades.find(upgradeKey)),
                    expired(template),
                    voided(template, stored, upgradeKey),
                    versions(template, upgradeKey));
        });
    }

    /** Why nothing can follow the template any more, whoever asks. */
    Optional<String> unusable(StandardChange template, StoredDescription stored) {
        return firstOf(expired(template), usedUp(template, stored), voided(template, stored, NONE));
    }

    private static Optional<String> asked(StandardChange template, StoredDescription stored, Upgrade upgrade) {
        String name = "Template " + template.name();
        if (!template.system().equals(upgrade.system())) {
            return Optional.of(name + " is for " + template.system() + ", not for " + upgrade.system());
        }
        if (stored.changedBy().equals(upgrade.requestedBy())) {
            return Optional.of(name + " was approved by " + upgrade.requestedBy()
                    + "; who approves a template cannot be the only one to use it, so another person has to ask");
        }
        if (!template.covers(upgrade.environment())) {
            return Optional.of(name + " does not cover the environment " + upgrade.environment());
        }
        Set<String> more = new TreeSet<>(upgrade.request().keys());
        more.removeAll(ALWAYS);
        more.removeAll(template.varies());
        return more.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " fixes " + String.join(", ", more) + "; a request may set only "
                        + String.join(", ", new TreeSet<>(template.varies())));
    }

    /** A template approves the system and kind below it, so these are not its approver's own work. */
    private Optional<String> ownWork(StoredDescription stored, Upgrade upgrade) {
        return editors.of(upgrade, stored.changedAt()).stream()
                .filter(edit -> edit.layer() != Layer.TEMPLATE && edit.person().equals(stored.changedBy()))
                .findFirst()
                .map(edit -> "Template " + stored.name() + " was approved by " + edit.person() + ", who has written "
                        + edit.what() + ", which nobody else has approved yet; another person has to approve the"
                        + " template");
    }

    private Optional<String> expired(StandardChange template) {
        LocalDate today = clock.instant().atZone(descriptions.site().timeZone()).toLocalDate();
        return today.isAfter(template.until())
                ? Optional.of("Template " + template.name() + " held until " + template.until())
                : Optional.empty();
    }

    private Optional<String> usedUp(StandardChange template, StoredDescription stored) {
        return uses.count(stored) >= template.uses()
                ? Optional.of("Template " + template.name() + " is used up: it was approved for " + template.uses()
                        + (template.uses() == 1 ? " upgrade" : " upgrades"))
                : Optional.empty();
    }

    private Optional<String> voided(StandardChange template, StoredDescription stored, String upgradeKey) {
        Optional<String> culprit = template.voidIf().contains(VoidIf.FAILED)
                ? uses.failed(stored, upgradeKey)
                : template.voidIf().contains(VoidIf.ROLLED_BACK)
                        ? uses.rolledBack(stored, upgradeKey)
                        : Optional.empty();
        if (culprit.isPresent()) {
            return Optional.of("Template " + template.name() + " is void since " + culprit.get()
                    + ", which followed it, did not go well; somebody has to approve a new revision");
        }
        return template.voidIf().contains(VoidIf.SYSTEM_CHANGED)
                ? changed(template, stored)
                        .map(what -> "Template " + template.name() + " is void since " + what
                                + " was changed after it was approved; somebody has to approve a new revision")
                : Optional.empty();
    }

    /** The document below the template that is newer than it: commands come from the system, its kind and the site. */
    private Optional<String> changed(StandardChange template, StoredDescription approved) {
        String system = template.system().value();
        String kind = descriptions.system(template.system()).orElseThrow().kind();
        return Stream.of(
                        descriptions.current(Layer.SYSTEM, system),
                        descriptions.current(Layer.KIND, kind),
                        descriptions.current(Layer.SITE, ""))
                .flatMap(Optional::stream)
                .filter(below -> below.changedAt().isAfter(approved.changedAt()))
                .map(below -> below.layer() == Layer.SITE
                        ? "the site"
                        : below.layer().name().toLowerCase() + " " + below.name())
                .findFirst();
    }

    /** Judged once it is known which version runs: by the request or, when that does not say, by the inventory. */
    private Optional<String> versions(StandardChange template, String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        return upgrade.fromVersion().equals(Upgrades.UNKNOWN_VERSION)
                ? Optional.empty()
                : VersionStep.outside(template.versions(), upgrade.fromVersion(), upgrade.toVersion())
                        .map(why -> "Template " + template.name() + " does not cover " + upgrade.title() + ": " + why);
    }

    /** What a template asks for in place of a rehearsal. */
    private Optional<String> unproven(StandardChange template, String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        UpgradeDescription description = upgrades.describe(upgradeKey);
        Optional<String> staging = description
                .systemDescription()
                .standInFor(upgrade.environment())
                .map(EnvironmentSpec::name);
        boolean watchedLongEnough = !template.stagingFirst()
                || staging.isEmpty()
                || uses.raisedBefore(
                        upgrade.system(),
                        staging.get(),
                        upgrade.toVersion(),
                        clock.instant().minus(template.watchedThere()));
        return watchedLongEnough
                ? Optional.empty()
                : Optional.of("Template " + template.name() + " wants " + staging.get() + " raised to "
                        + upgrade.toVersion() + " first" + waited(template.watchedThere()));
    }

    private static String waited(Duration watched) {
        return watched.isZero() ? "" : ", and that at least " + watched.toHours() + " hours ago";
    }

    @SafeVarargs
    private static Optional<String> firstOf(Optional<String>... misfits) {
        return List.of(misfits).stream().flatMap(Optional::stream).findFirst();
    }
}
