package org.liftlock.web;

import java.util.Map;
import org.liftlock.intervention.InterventionRefused;
import org.liftlock.intervention.Interventions;
import org.liftlock.intervention.Prospect;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A page of its own for each intervention, so that nobody does it without having read what happens next. */
@Controller
class InterventionPages {

    private static final String PATH = "/upgrades/{key}/{word:cancel|revoke-approval|report-trouble}";

    private final Interventions interventions;
    private final UpgradeOverview overview;

    InterventionPages(Interventions interventions, UpgradeOverview overview) {
        this.interventions = interventions;
        this.overview = overview;
    }

    @GetMapping(PATH)
    ModelAndView show(@PathVariable String key, @PathVariable String word) {
        return page(key, word, "", "", HttpStatus.OK);
    }

    /** @param next what the page said would happen; when that has changed since, it is shown anew instead of done */
    @PostMapping(PATH)
    ModelAndView intervene(
            @PathVariable String key,
            @PathVariable String word,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        StepIn stepIn = stepIn(word);
        if (interventions.prospect(known(key), stepIn.intervention()) instanceof Prospect.Open now
                && !now.next().equals(next)) {
            String moved =
                    "Nothing was done: the upgrade has moved on since you opened this page. Read what happens now.";
            return page(key, word, reason, moved, HttpStatus.CONFLICT);
        }
        try {
            interventions.intervene(key, stepIn.intervention(), me.id(), reason);
        } catch (InterventionRefused refused) {
            return page(key, word, reason, "", HttpStatus.CONFLICT);
        } catch (IllegalArgumentException refused) {
            return page(key, word, reason, refused.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        after.addFlashAttribute("done", stepIn.getDone());
        return new ModelAndView("redirect:/upgrades/" + key);
    }

    private ModelAndView page(String key, String word, String reason, String refused, HttpStatus status) {
        StepIn stepIn = stepIn(word);
        Prospect prospect = interventions.prospect(known(key), stepIn.intervention());
        return new ModelAndView(
                "intervention",
                Map.of(
                        "story",
                        overview.story(key).orElseThrow(() -> NotFound.upgrade(key)),
                        "stepIn",
                        stepIn,
                        "next",
                        prospect instanceof Prospect.Open open ? open.next() : "",
                        "instead",
                        prospect instanceof Prospect.Closed closed ? closed.instead() : "",
                        "reason",
                        reason,
                        "refused",
                        refused),
                status);
    }

    private String known(String key) {
        if (!overview.exists(key)) {
            throw NotFound.upgrade(key);
        }
        return key;
    }

    private static StepIn stepIn(String word) {
        return StepIn.of(word).orElseThrow();
    }
}
