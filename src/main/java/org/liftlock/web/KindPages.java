package org.liftlock.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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

/** Kinds of systems, and an editor for them. */
@Controller
class KindPages {

    static final String FIRST_WORDS = """
            kind: %s
            name: What people call it
            needs: [home]
            versions:
              package: {run: [cat, "${vars.home}/VERSION"], match: "(.+)"}
            limits: {prepare: 5m, back_up: 15m, apply: 15m, verify: 10m, roll_back: 15m, tell: 5m, margin: 10m}
            methods:
              install:
                reversible: until-first-write
                apply: {run: ["${vars.home}/install", "${to.version}"]}
                rollback: [restore, {run: ["${vars.home}/install", "${from.version}"]}]
            """;

    private final KindViews kinds;

    KindPages(KindViews kinds) {
        this.kinds = kinds;
    }

    @GetMapping("/kinds")
    String list(ModelMap model) {
        model.addAttribute("kinds", kinds.all());
        return "kinds";
    }

    /** A kind, or for a name nobody uses yet an editor with the first words in it. */
    @GetMapping("/kinds/{name}")
    String show(@PathVariable String name, @AuthenticationPrincipal Member me, ModelMap model) {
        Optional<KindViews.View> kind = kinds.find(name);
        if (kind.isEmpty() && !me.mayDescribe()) {
            throw NotFound.kind(name);
        }
        fill(model, name, kind.map(KindViews.View::document).orElse(FIRST_WORDS.formatted(name)));
        model.addAttribute("problems", List.of());
        return "kind";
    }

    @GetMapping(path = "/kinds", params = "name")
    String open(@RequestParam String name) {
        return "redirect:/kinds/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
    }

    @PostMapping("/kinds/{name}")
    ModelAndView store(
            @PathVariable String name,
            @RequestParam String document,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return new Editor("kind", "/kinds/" + name)
                .take(
                        document,
                        typed -> kinds.put(name, typed, me.id()).revision().orElseThrow(),
                        after,
                        model -> fill(model, name, document));
    }

    private void fill(ModelMap model, String name, String document) {
        Optional<KindViews.View> kind = kinds.find(name);
        model.addAttribute("name", name);
        model.addAttribute("kind", kind.orElse(null));
        model.addAttribute("document", document);
    }
}
