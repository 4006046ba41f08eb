package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.UpgradeDiagrams;
import org.liftlock.lifecycle.UpgradeDiagrams.Origin;
import org.liftlock.lifecycle.UpgradeLine;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From what Cockpit shows to the upgrade it belongs to; Cockpit itself knows nothing of an instance that has ended. */
@RestController
@RequestMapping(path = "/api/processes", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Processes", description = "Find the upgrades that process instances and definitions belong to")
class CockpitApi {

    private static final int NEWEST = 200;

    private final UpgradeDiagrams diagrams;
    private final UpgradeOverview overview;
    private final Sights sights;

    CockpitApi(UpgradeDiagrams diagrams, UpgradeOverview overview, Sights sights) {
        this.diagrams = diagrams;
        this.overview = overview;
        this.sights = sights;
    }

    /** @param ended whether the instance has ended; the upgrade may still go on */
    record Belonging(boolean ended, UpgradeLine upgrade) {}

    @GetMapping("/instances/{instance}/upgrade")
    @Operation(summary = "The upgrade that a process instance belongs to, ended instances and called ones included")
    Belonging ofInstance(@PathVariable String instance, @AuthenticationPrincipal Member me) {
        Origin origin = diagrams.originOf(instance).orElseThrow(() -> NotFound.instance(instance));
        sights.requireUpgrade(me, origin.upgrade());
        return overview.of(List.of(origin.upgrade())).stream()
                .findFirst()
                .map(upgrade -> new Belonging(origin.ended(), upgrade))
                .orElseThrow(() -> NotFound.instance(instance));
    }

    @GetMapping("/definitions/{definition}/upgrades")
    @Operation(
            summary = "The upgrades that ran on one version of a model, the newest first, ended ones included",
            description = "Of the newest 200 those that you are shown")
    List<UpgradeLine> ofDefinition(@PathVariable String definition, @AuthenticationPrincipal Member me) {
        List<String> keys = diagrams.upgradesOn(definition, NEWEST);
        Set<String> shown = sights.among(new HashSet<>(keys), me);
        return overview.of(keys.stream().filter(shown::contains).toList());
    }
}
