package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.springframework.stereotype.Component;

/** What stands above every form: which upgrade, how strictly it is controlled and why, when, and until when to answer. */
@Component
class Head {

    private final Upgrades upgrades;
    private final Windows windows;

    Head(Upgrades upgrades, Windows windows) {
        this.upgrades = upgrades;
        this.windows = windows;
    }

    Markdown of(Situation situation, Optional<String> onSilence) {
        Upgrade upgrade = situation.upgrade();
        return new Markdown()
                .title(upgrade.key() + ": " + plain(situation.description().name()) + " " + plain(upgrade.fromVersion())
                        + " → " + plain(upgrade.toVersion()))
                .fact("Where", plain(where(situation)))
                .fact("Control level", level(upgrade))
                .fact("Window", window(situation))
                .fact("Decide until", until(situation, onSilence))
                .fact("Tickets", tickets(situation))
                .text("[Upgrade page](/upgrades/" + upgrade.key() + ")");
    }

    private static String where(Situation situation) {
        return situation
                .unit()
                .map(unit -> unit.environment() + ", "
                        + unit.targets().stream().map(Object::toString).collect(Collectors.joining(", ")))
                .orElse(situation.upgrade().environment());
    }

    private String level(Upgrade upgrade) {
        return upgrade.controlLevel()
                .map(level -> level.name().toLowerCase() + ". " + plain(upgrades.controlReason(upgrade.key())))
                .orElse("");
    }

    private String window(Situation situation) {
        return windows.of(situation.key())
                .map(situation.times()::span)
                .or(() -> situation
                        .plan()
                        .map(plan -> situation.times().span(plan.opensAt(), plan.endsAt()) + ", not booked yet"))
                .orElse("");
    }

    private static String until(Situation situation, Optional<String> onSilence) {
        return situation
                .place()
                .due()
                .map(due -> situation.times().by(due, situation.now())
                        + onSilence.map(what -> ". If nobody answers: " + what).orElse(""))
                .orElse("");
    }

    private static String tickets(Situation situation) {
        return situation.description().request().tickets().stream()
                .map(ticket -> situation
                        .description()
                        .site()
                        .linkOf(ticket)
                        .map(address -> Markdown.link(ticket, address))
                        .orElse(plain(ticket)))
                .collect(Collectors.joining(", "));
    }
}
