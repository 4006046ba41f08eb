package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.liftlock.intervention.Intervention;
import org.liftlock.intervention.Interventions;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people may say of an upgrade at any moment, for programs. Who may is settled by the path; in the engine it is the
 * product that acts, since people hold no right to move its processes on.
 */
@RestController
@RequestMapping("/api/upgrades/{key}")
@ResponseStatus(HttpStatus.NO_CONTENT)
@Tag(name = "Interventions", description = "Cancel, take an approval back, report trouble")
class InterventionsApi {

    private final Interventions interventions;
    private final Upgrades upgrades;

    InterventionsApi(Interventions interventions, Upgrades upgrades) {
        this.interventions = interventions;
        this.upgrades = upgrades;
    }

    /** Why, in one sentence. */
    record Because(String reason) {}

    @PostMapping("/cancel")
    @Operation(summary = "Cancel; once targets are touched this is an order to stop and go back")
    void cancel(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        intervene(key, Intervention.CANCEL, because, me);
    }

    @PostMapping("/revoke-approval")
    @Operation(summary = "Take the approvals back; nothing more starts until a plan is approved anew")
    void revoke(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        intervene(key, Intervention.REVOKE_APPROVAL, because, me);
    }

    @PostMapping("/report-trouble")
    @Operation(summary = "Report trouble with a system that was raised; the decider is asked what to do")
    void trouble(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        intervene(key, Intervention.REPORT_TROUBLE, because, me);
    }

    private void intervene(String key, Intervention intervention, Because because, Member me) {
        upgrades.look(key).orElseThrow(() -> NotFound.upgrade(key));
        interventions.intervene(key, intervention, me.id(), because.reason());
    }
}
