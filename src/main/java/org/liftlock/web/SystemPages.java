package org.liftlock.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** Systems, their descriptions, and an editor for them. */
@Controller
class SystemPages {

    private static final int NEWEST = 20;
    static final String FIRST_WORDS = """
            system: %1$s
            name: The name people use
            kind: files                          # or another one of the page Kinds
            owner: who answers for it
            criticality: normal
            vars: {home: /srv/%1$s}
            environments:
              production:
                targets: {host.example.com: {}}
            stores: none                         # or where its data lies, to be backed up
            """;

    private final SystemViews systems;
    private final UpgradeOverview overview;

    SystemPages(SystemViews systems, UpgradeOverview overview) {
        this.systems = systems;
        this.overview = overview;
    }

    @GetMapping("/systems")
    String list(ModelMap model) {
        model.addAttribute("systems", systems.all());
        return "systems";
    }

    /** A system, or for a name nobody uses yet an editor with the first words in it. */
    @GetMapping("/systems/{id}")
    String show(@PathVariable String id, @AuthenticationPrincipal Member me, ModelMap model) {
        Optional<SystemViews.View> system = systems.find(id);
        if (system.isEmpty() && !me.mayDescribe()) {
            throw NotFound.system(id);
        }
        fill(model, id, system, system.map(SystemViews.View::document).orElse(FIRST_WORDS.formatted(id)));
        model.addAttribute("problems", system.map(SystemViews.View::problems).orElse(List.of()));
        return "system";
    }

    @GetMapping(path = "/systems", params = "name")
    String open(@RequestParam String name) {
        return "redirect:/systems/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
    }

    @PostMapping("/systems/{id}")
    ModelAndView store(
            @PathVariable String id,
            @RequestParam String document,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return new Editor("system", "/systems/" + id)
                .take(
                        document,
                        typed -> systems.put(id, typed, me.id()).revision(),
                        after,
                        model -> fill(model, id, systems.find(id), document));
    }

    private void fill(ModelMap model, String id, Optional<SystemViews.View> system, String document) {
        model.addAttribute("id", id);
        model.addAttribute("system", system.orElse(null));
        model.addAttribute("upgrades", overview.latestOf(id, NEWEST));
        model.addAttribute("document", document);
        model.addAttribute("editing", system.isEmpty());
    }
}
