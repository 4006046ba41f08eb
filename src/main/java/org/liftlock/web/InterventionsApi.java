package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.liftlock.intervention.Interventions;
import org.liftlock.security.ActingAs;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people may say of an upgrade at any moment, for programs. */
@RestController
@RequestMapping("/api/upgrades/{key}")
@ResponseStatus(HttpStatus.NO_CONTENT)
@Tag(name = "Interventions", description = "Cancel, take an approval back, report trouble")
class InterventionsApi {

    private final Interventions interventions;
    private final ActingAs actingAs;

    InterventionsApi(Interventions interventions, ActingAs actingAs) {
        this.interventions = interventions;
        this.actingAs = actingAs;
    }

    /** Why, in one sentence. */
    record Because(String reason) {}

    @PostMapping("/cancel")
    @Operation(summary = "Cancel; once targets are touched this is an order to stop and go back")
    void cancel(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        actingAs.call(me, () -> {
            interventions.cancel(key, me.id(), because.reason());
            return key;
        });
    }

    @PostMapping("/revoke-approval")
    @Operation(summary = "Take the approvals back")
    void revoke(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        actingAs.call(me, () -> {
            interventions.revokeApproval(key, me.id(), because.reason());
            return key;
        });
    }

    @PostMapping("/report-trouble")
    @Operation(summary = "Report trouble with a system that was raised")
    void trouble(@PathVariable String key, @RequestBody Because because, @AuthenticationPrincipal Member me) {
        actingAs.call(me, () -> {
            interventions.reportTrouble(key, me.id(), because.reason());
            return key;
        });
    }
}
