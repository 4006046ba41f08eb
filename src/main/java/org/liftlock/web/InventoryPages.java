package org.liftlock.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liftlock.inventory.Dependants;
import org.liftlock.inventory.ExplanationRefused;
import org.liftlock.inventory.InventoryOverview;
import org.liftlock.inventory.OutsideChange;
import org.liftlock.inventory.OutsideChanges;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What there is of a system, what was changed outside, and a place to say what it was. */
@Controller
class InventoryPages {

    private static final int NEWEST = 30;

    private final SystemViews systems;
    private final InventoryOverview inventory;
    private final OutsideChanges changes;
    private final OutsideViews views;
    private final Dependants dependants;

    InventoryPages(
            SystemViews systems,
            InventoryOverview inventory,
            OutsideChanges changes,
            OutsideViews views,
            Dependants dependants) {
        this.dependants = dependants;
        this.systems = systems;
        this.inventory = inventory;
        this.changes = changes;
        this.views = views;
    }

    @GetMapping("/systems/{id}/inventory")
    ModelAndView show(@PathVariable String id, @AuthenticationPrincipal Member me) {
        return page(id, me, HttpStatus.OK);
    }

    private ModelAndView page(String id, Member me, HttpStatus status) {
        SystemViews.View system = systems.find(id).orElseThrow(() -> NotFound.system(id));
        List<InventoryOverview.Sheet> sheets = inventory.of(id);
        List<OutsideChange> all = changes.of(id, NEWEST);
        ModelAndView page = new ModelAndView("inventory", status);
        page.addObject("system", system);
        page.addObject("sheets", sheets);
        page.addObject(
                "open",
                all.stream().filter(change -> change.explanation().isEmpty()).toList());
        page.addObject(
                "explained",
                all.stream().filter(change -> change.explanation().isPresent()).toList());
        page.addObject(
                "mayExplain",
                all.stream()
                        .filter(change -> views.mayExplain(change, me))
                        .map(OutsideChange::id)
                        .collect(Collectors.toSet()));
        page.addObject("drift", inventory.drift(id));
        page.addObject("dependants", dependants(id, sheets));
        return page;
    }

    private Map<String, List<Dependants.Dependant>> dependants(String id, List<InventoryOverview.Sheet> sheets) {
        Set<String> environments = sheets.stream()
                .map(InventoryOverview.Sheet::environment)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, List<Dependants.Dependant>> found = new LinkedHashMap<>();
        environments.forEach(environment -> {
            List<Dependants.Dependant> seen = dependants.of(id, environment);
            if (!seen.isEmpty()) {
                found.put(environment, seen);
            }
        });
        return found;
    }

    @PostMapping("/changes/{number}/explanation")
    ModelAndView explain(
            @PathVariable long number,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean alike,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        OutsideChange change = changes.find(number).orElseThrow(() -> NotFound.change(number));
        if (!views.mayExplain(change, me)) {
            throw new AccessDeniedException("Its owner, engineers and process owners explain a change");
        }
        try {
            int explained = changes.explain(number, me.id(), text, alike);
            after.addFlashAttribute(
                    "done",
                    explained == 1
                            ? "It is explained, and stands in the record."
                            : explained + " changes are explained, and stand in the record.");
        } catch (ExplanationRefused refused) {
            ModelAndView page = page(change.system(), me, HttpStatus.UNPROCESSABLE_ENTITY);
            page.addObject("refused", refused.getMessage());
            return page;
        }
        return new ModelAndView("redirect:/systems/" + change.system() + "/inventory");
    }
}
