package org.liftlock.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.audit.Draw;
import org.liftlock.audit.PersonHistory;
import org.liftlock.audit.Population;
import org.liftlock.audit.Sight;
import org.liftlock.audit.SystemHistory;
import org.liftlock.audit.UpgradeQuery;
import org.liftlock.audit.VersionsThen;
import org.liftlock.ledger.LedgerState;
import org.liftlock.lifecycle.UpgradeLine;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What auditors ask beside the list of upgrades: are these all, is the ledger whole, what ran when, who approved. */
@Controller
class AuditPages {

    private static final int UPGRADES = 20;
    private static final int APPROVALS = 50;

    private final Population population;
    private final LedgerState ledger;
    private final UpgradeLists lists;
    private final SystemHistory systems;
    private final VersionsThen versions;
    private final PersonHistory people;
    private final Sights sights;

    AuditPages(
            Population population,
            LedgerState ledger,
            UpgradeLists lists,
            SystemHistory systems,
            VersionsThen versions,
            PersonHistory people,
            Sights sights) {
        this.population = population;
        this.ledger = ledger;
        this.lists = lists;
        this.systems = systems;
        this.versions = versions;
        this.people = people;
        this.sights = sights;
    }

    @GetMapping("/audit")
    String show(@RequestParam Map<String, String> parameters, Model model) {
        model.addAttribute("search", search(parameters, model));
        model.addAttribute("population", population.latest());
        model.addAttribute("ledger", ledger.now());
        model.addAttribute("most", Draw.MOST);
        return "audit";
    }

    private static UpgradeQuery search(Map<String, String> parameters, Model model) {
        try {
            return UpgradeQuery.of(parameters);
        } catch (IllegalArgumentException unreadable) {
            model.addAttribute("refused", unreadable.getMessage());
            return UpgradeQuery.ALL;
        }
    }

    /** From the forms of the page Audit: a system or a person by name. */
    @GetMapping(path = "/audit/systems", params = "id")
    String system(@RequestParam String id, @RequestParam(defaultValue = "") String on) {
        return "redirect:" + Links.of("/audit/systems", id) + (on.isBlank() ? "" : "?on=" + Links.encoded(on));
    }

    @GetMapping(path = "/audit/people", params = "id")
    String person(@RequestParam String id) {
        return "redirect:" + Links.of("/audit/people", id);
    }

    @GetMapping("/audit/systems/{id}")
    String system(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String on,
            @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            Model model) {
        sights.require(me, id);
        UpgradeLists.Listed listed = lists.ofSystem(id, parameters, me, UPGRADES);
        List<String> keys = listed.upgrades().stream().map(UpgradeLine::key).toList();
        LogReads.rows(keys.size());
        model.addAttribute("id", id);
        model.addAttribute("on", on);
        model.addAttribute("upgrades", listed.upgrades());
        model.addAttribute("next", listed.next().orElse(null));
        model.addAttribute("backups", systems.backups(keys));
        model.addAttribute("restores", systems.restores(keys));
        try {
            Optional<LocalDate> day = on.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(on));
            model.addAttribute("then", day.map(date -> versions.on(id, date)).orElse(null));
        } catch (DateTimeParseException noDay) {
            model.addAttribute("refused", "\"" + on + "\" is no day. Write year, month and day: 2026-03-03");
        }
        return "audit-system";
    }

    @GetMapping("/audit/people/{id}")
    String person(
            @PathVariable String id,
            @RequestParam Optional<Long> before,
            @AuthenticationPrincipal Member me,
            Model model) {
        Sight sight = sights.of(me);
        List<PersonHistory.Approval> approvals = people.approvals(id, sight, before, APPROVALS + 1);
        List<PersonHistory.Approval> shown = approvals.subList(0, Math.min(APPROVALS, approvals.size()));
        LogReads.rows(shown.size());
        model.addAttribute("id", id);
        model.addAttribute("approvals", shown);
        model.addAttribute(
                "next", approvals.size() > APPROVALS ? shown.get(APPROVALS - 1).id() : null);
        model.addAttribute("standing", before.isPresent() ? List.of() : people.standing(id, APPROVALS));
        return "audit-person";
    }
}
