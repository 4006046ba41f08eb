package org.liftlock.web;

import java.util.function.Supplier;
import org.liftlock.erasure.Erasures;
import org.liftlock.erasure.LegalHolds;
import org.liftlock.erasure.Refused;
import org.liftlock.erasure.Subject;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Erasures that are asked for and confirmed, and the legal holds that stop them. */
@Controller
class ErasurePages {

    private static final String BACK = "redirect:/audit/erasures";

    private final Erasures erasures;
    private final LegalHolds holds;
    private final Sights sights;

    ErasurePages(Erasures erasures, LegalHolds holds, Sights sights) {
        this.erasures = erasures;
        this.holds = holds;
        this.sights = sights;
    }

    @GetMapping("/audit/erasures")
    String show(@AuthenticationPrincipal Member me, Model model) {
        sights.requireAll(me);
        model.addAttribute("erasures", erasures.all());
        model.addAttribute("holds", holds.standing());
        return "audit-erasures";
    }

    @PostMapping("/audit/erasures")
    String ask(
            @RequestParam Erasures.What what,
            @RequestParam String subject,
            @RequestParam String reason,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return done(after, () -> {
            Subject about = what == Erasures.What.NAME ? person(subject) : upgradeOrPerson(subject);
            erasures.ask(what, about, reason, me.id());
            return "Asked. Another person has to confirm it.";
        });
    }

    @PostMapping("/audit/erasures/{id}/confirm")
    String confirm(@PathVariable long id, @AuthenticationPrincipal Member me, RedirectAttributes after) {
        return done(after, () -> {
            long gone = erasures.confirm(id, me.id());
            return gone + (gone == 1 ? " text is" : " texts are") + " erased. The record says so.";
        });
    }

    @PostMapping("/audit/erasures/{id}/refuse")
    String refuse(@PathVariable long id, @AuthenticationPrincipal Member me, RedirectAttributes after) {
        return done(after, () -> {
            erasures.refuse(id, me.id());
            return "Refused; nothing was erased.";
        });
    }

    @PostMapping("/audit/holds")
    String hold(
            @RequestParam Subject.Kind kind,
            @RequestParam String subject,
            @RequestParam String reason,
            @RequestParam String reference,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return done(after, () -> {
            holds.set(new Subject(kind, subject.strip()), reason, reference, me.id());
            return "The hold stands: nothing it keeps is erased.";
        });
    }

    @PostMapping("/audit/holds/{id}/lift")
    String lift(
            @PathVariable long id,
            @RequestParam String reason,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return done(after, () -> {
            holds.lift(id, reason, me.id());
            return "The hold is lifted.";
        });
    }

    static Subject upgradeOrPerson(String typed) {
        String id = typed.strip();
        return id.startsWith("UPG-") ? new Subject(Subject.Kind.UPGRADE, id) : person(id);
    }

    static Subject person(String typed) {
        return new Subject(Subject.Kind.PERSON, typed.strip());
    }

    private static String done(RedirectAttributes after, Supplier<String> act) {
        try {
            after.addFlashAttribute("done", act.get());
        } catch (Refused | IllegalArgumentException refused) {
            after.addFlashAttribute("refused", refused.getMessage());
        }
        return BACK;
    }
}
