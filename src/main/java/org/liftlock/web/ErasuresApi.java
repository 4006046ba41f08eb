package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.liftlock.erasure.Erasures;
import org.liftlock.erasure.LegalHolds;
import org.liftlock.erasure.Subject;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erasures and legal holds, for programs. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Erasure", description = "Erasures that one person asks for and another confirms, and legal holds")
class ErasuresApi {

    private final Erasures erasures;
    private final LegalHolds holds;
    private final Sights sights;

    ErasuresApi(Erasures erasures, LegalHolds holds, Sights sights) {
        this.erasures = erasures;
        this.holds = holds;
        this.sights = sights;
    }

    /** @param subject key of an upgrade, or id of a person */
    record Asked(Erasures.What what, String subject, String reason) {}

    record Held(Subject.Kind kind, String subject, String reason, String reference) {}

    record Why(String reason) {}

    @GetMapping("/erasures")
    @Operation(summary = "Erasures that were asked for, the newest first")
    List<Erasures.Erasure> all(@AuthenticationPrincipal Member me) {
        sights.requireAll(me);
        return erasures.all();
    }

    @PostMapping("/erasures")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Ask to erase the name of a person, or the texts of an upgrade or a person",
            description = "what: NAME or TEXTS. subject: id of a person, or key of an upgrade.")
    Map<String, Object> ask(@RequestBody Asked asked, @AuthenticationPrincipal Member me) {
        String typed = asked.subject() == null ? "" : asked.subject();
        Subject subject =
                asked.what() == Erasures.What.NAME ? ErasurePages.person(typed) : ErasurePages.upgradeOrPerson(typed);
        return Map.of("id", erasures.ask(asked.what(), subject, asked.reason(), me.id()));
    }

    @PostMapping("/erasures/{id}/confirm")
    @Operation(summary = "Confirm an erasure that another person has asked for; it is done at once")
    Map<String, Object> confirm(@PathVariable long id, @AuthenticationPrincipal Member me) {
        return Map.of("erased", erasures.confirm(id, me.id()));
    }

    @PostMapping("/erasures/{id}/refuse")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Refuse an erasure")
    void refuse(@PathVariable long id, @AuthenticationPrincipal Member me) {
        erasures.refuse(id, me.id());
    }

    @GetMapping("/holds")
    @Operation(summary = "Legal holds that stand")
    List<LegalHolds.Hold> holds(@AuthenticationPrincipal Member me) {
        sights.requireAll(me);
        return holds.standing();
    }

    @PostMapping("/holds")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set a legal hold on an upgrade, a system or a person")
    void hold(@RequestBody Held held, @AuthenticationPrincipal Member me) {
        holds.set(new Subject(held.kind(), held.subject()), held.reason(), held.reference(), me.id());
    }

    @PostMapping("/holds/{id}/lift")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Lift a legal hold")
    void lift(@PathVariable long id, @RequestBody Why why, @AuthenticationPrincipal Member me) {
        holds.lift(id, why.reason(), me.id());
    }
}
