package org.liftlock.web;

import org.liftlock.lifecycle.OpenTask;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What waits for me, what runs, what comes, and what is not as it should be. */
@Controller
class LandingPage {

    private final UpgradeOverview overview;

    LandingPage(UpgradeOverview overview) {
        this.overview = overview;
    }

    @GetMapping("/")
    String show(@AuthenticationPrincipal Member me, Model model) {
        model.addAttribute("landing", overview.landing(me.id()));
        return "landing";
    }

    /** A task by its id alone, wherever it is shown: for links in pages and letters. */
    @GetMapping("/tasks/{id:[A-Za-z0-9-]+}")
    String task(@PathVariable String id) {
        return "redirect:" + OpenTask.LIST + id;
    }
}
