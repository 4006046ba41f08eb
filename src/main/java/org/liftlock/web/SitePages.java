package org.liftlock.web;

import java.util.List;
import java.util.Optional;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The site, and an editor for it. */
@Controller
class SitePages {

    /** Every line is true of some site; a person replaces what is not true of theirs. */
    static final String FIRST_WORDS = """
            site: name-of-the-site
            time_zone: UTC                       # of windows and calendars, such as Europe/Zurich
            people:                              # letters go to these addresses
              ana: {mail: ana@example.com, deputy: ben}
              ben: {mail: ben@example.com}
            calendars:
              second-sunday: {rule: "FREQ=MONTHLY;BYDAY=2SU", from: "08:00", to: "12:00"}
            """;

    private final SiteViews site;

    SitePages(SiteViews site) {
        this.site = site;
    }

    /** The site, or while nobody has stored it an editor with the first words in it. */
    @GetMapping("/site")
    String show(@AuthenticationPrincipal Member me, ModelMap model) {
        Optional<SiteViews.View> stored = site.find();
        fill(model, stored.map(SiteViews.View::document).orElse(FIRST_WORDS));
        model.addAttribute("problems", stored.map(SiteViews.View::problems).orElse(List.of()));
        return "site";
    }

    @PostMapping("/site")
    ModelAndView store(@RequestParam String document, @AuthenticationPrincipal Member me, RedirectAttributes after) {
        return new Editor("site", "/site")
                .take(document, typed -> site.put(typed, me.id()).revision(), after, model -> fill(model, document));
    }

    private void fill(ModelMap model, String document) {
        Optional<SiteViews.View> stored = site.find();
        model.addAttribute("site", stored.orElse(null));
        model.addAttribute("document", document);
    }
}
