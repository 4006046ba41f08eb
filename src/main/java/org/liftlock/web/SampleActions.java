package org.liftlock.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.process.DomainTime;
import org.liftlock.sample.SampleStory;
import org.liftlock.security.ActAs;
import org.liftlock.security.Member;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of the sample: start a story, be somebody else, move the clock. None of them exists outside the sample. */
@Controller
@Profile("sample")
class SampleActions {

    private final Stories stories;
    private final Intake intake;
    private final ActAs actAs;
    private final DomainTime time;
    private final UpgradeOverview overview;

    SampleActions(Stories stories, Intake intake, ActAs actAs, DomainTime time, UpgradeOverview overview) {
        this.stories = stories;
        this.intake = intake;
        this.actAs = actAs;
        this.time = time;
        this.overview = overview;
    }

    @PostMapping("/stories/{id}")
    String start(@PathVariable String id, @AuthenticationPrincipal Member me, RedirectAttributes after) {
        SampleStory story = stories.getAll().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NotFound.story(id));
        try {
            return "redirect:/upgrades/" + intake.take(stories.request(story), me);
        } catch (InvalidDescription | IllegalArgumentException refused) {
            after.addFlashAttribute("refused", refused.getMessage());
            return "redirect:/";
        }
    }

    @PostMapping("/act-as")
    String actAs(
            @RequestParam String person,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        actAs.change(person, request, response);
        return "redirect:" + ownPage(back);
    }

    @PostMapping("/clock/next-timer")
    String jumpToNextTimer(@RequestParam(defaultValue = "/") String back, RedirectAttributes after) {
        overview.nextTimer()
                .ifPresentOrElse(
                        timer -> {
                            Duration distance = Duration.between(time.now(), timer.due());
                            time.shiftBy(distance.isNegative() ? Duration.ZERO : distance);
                            after.addFlashAttribute("done", "It is now time for: " + timer.name() + ".");
                        },
                        () -> after.addFlashAttribute("done", "No timer is waiting, so the clock stays."));
        return "redirect:" + ownPage(back);
    }

    @PostMapping("/clock/forward")
    String forward(
            @RequestParam(defaultValue = "10") int minutes,
            @RequestParam(defaultValue = "/") String back,
            RedirectAttributes after) {
        int by = Math.max(1, Math.min(minutes, 24 * 60));
        time.shiftBy(Duration.ofMinutes(by));
        after.addFlashAttribute("done", "The sample's clock moved " + by + " minutes forward.");
        return "redirect:" + ownPage(back);
    }

    /** Only paths of this site: a link from elsewhere must not lead a person away. */
    private static String ownPage(String path) {
        return path.matches("/[A-Za-z0-9][A-Za-z0-9/_.-]*") ? path : "/";
    }
}
