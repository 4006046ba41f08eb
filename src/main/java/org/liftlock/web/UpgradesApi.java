package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.lifecycle.UpgradeLine;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.lifecycle.UpgradeStory;
import org.liftlock.live.LiveView;
import org.liftlock.security.Member;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Upgrades for programs. */
@RestController
@RequestMapping(path = "/api/upgrades", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Upgrades", description = "Request upgrades, and see how far they are")
class UpgradesApi {

    private static final int NEWEST = 200;

    private final Intake intake;
    private final UpgradeLists lists;
    private final UpgradeOverview overview;
    private final UpgradeRecords records;
    private final LiveView live;

    UpgradesApi(Intake intake, UpgradeLists lists, UpgradeOverview overview, UpgradeRecords records, LiveView live) {
        this.intake = intake;
        this.lists = lists;
        this.overview = overview;
        this.records = records;
        this.live = live;
    }

    /** The key of a new upgrade, and where it is to be seen. */
    record Requested(String key, URI page, URI api) {

        static Requested of(String key) {
            return new Requested(key, URI.create("/upgrades/" + key), URI.create("/api/upgrades/" + key));
        }
    }

    @PostMapping(
            consumes = {MediaType.APPLICATION_YAML_VALUE, MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
    @Operation(summary = "Request an upgrade; the document is YAML or JSON")
    ResponseEntity<Requested> request(@RequestBody String document, @AuthenticationPrincipal Member me) {
        Requested requested = Requested.of(intake.take(document, me));
        return ResponseEntity.created(requested.api()).body(requested);
    }

    @GetMapping
    @Operation(
            summary = "Upgrades, the newest first; all, or those that are searched for",
            description =
                    "Parameters: from and until (days in UTC), system, environment, person, outcome, rule, version,"
                            + " ticket, advisory, text (whole words). At most 200; the header Link says where older ones begin.")
    ResponseEntity<List<UpgradeLine>> list(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me) {
        UpgradeLists.Listed listed = lists.list(parameters, me, NEWEST);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        listed.next().ifPresent(next -> answer.header(HttpHeaders.LINK, "</api" + next + ">; rel=\"next\""));
        return answer.body(listed.upgrades());
    }

    @GetMapping("/{key}")
    @Operation(summary = "Stage, state, open tasks, timers, findings, steps with durations and progress")
    UpgradeStory show(@PathVariable String key) {
        return live.withProgress(overview.story(key).orElseThrow(() -> NotFound.upgrade(key)));
    }

    @GetMapping("/{key}/record")
    @Operation(
            summary = "The record: everything that was found, decided, done and told, with the chain of hashes",
            description = "Once the upgrade is closed, the document as it was sealed; before, what there is so far")
    String record(@PathVariable String key) {
        return records.document(key).orElseThrow(() -> NotFound.upgrade(key));
    }
}
