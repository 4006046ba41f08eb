package org.liftlock.web;

import java.util.List;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.lifecycle.Landing;
import org.liftlock.lifecycle.OpenTask;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.proposal.Proposals;
import org.liftlock.security.Member;
import org.liftlock.template.Templates;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What waits for me, what runs, what comes, and what is not as it should be. */
@Controller
class LandingPage {

    private final UpgradeOverview overview;
    private final DescriptionStore descriptions;
    private final Templates templates;
    private final Proposals proposals;
    private final OutsideViews outside;
    private final Sights sights;

    LandingPage(
            UpgradeOverview overview,
            DescriptionStore descriptions,
            Templates templates,
            Proposals proposals,
            OutsideViews outside,
            Sights sights) {
        this.outside = outside;
        this.sights = sights;
        this.overview = overview;
        this.descriptions = descriptions;
        this.templates = templates;
        this.proposals = proposals;
    }

    /** What has to be there before anybody can ask for an upgrade. */
    record First(boolean site, boolean system) {

        public boolean isOver() {
            return site && system;
        }
    }

    @GetMapping("/")
    String show(@AuthenticationPrincipal Member me, Model model) {
        Landing landing = overview.landing(me.id());
        model.addAttribute("landing", landing.of(sights.among(landing.upgrades(), me)));
        model.addAttribute("outside", outside.to(me));
        model.addAttribute(
                "first",
                new First(
                        descriptions.current(Layer.SITE, "site").isPresent(),
                        !descriptions.systems().isEmpty()));
        model.addAttribute(
                "templates",
                templates.all().stream()
                        .filter(template -> template.usableBy(me.id()))
                        .toList());
        model.addAttribute(
                "proposals",
                me.mayApproveModels()
                        ? proposals.newest().stream()
                                .filter(proposal -> proposal.needsSomebody() || proposal.approvableBy(me.id()))
                                .toList()
                        : List.of());
        return "landing";
    }

    /** A task by its id alone, wherever it is shown: for links in pages and letters. */
    @GetMapping("/tasks/{id:[A-Za-z0-9-]+}")
    String task(@PathVariable String id) {
        return "redirect:" + OpenTask.LIST + id;
    }
}
