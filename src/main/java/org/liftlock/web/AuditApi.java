package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.audit.AccessExport;
import org.liftlock.audit.AccessLog;
import org.liftlock.audit.Draw;
import org.liftlock.audit.PersonHistory;
import org.liftlock.audit.Population;
import org.liftlock.audit.RecordSample;
import org.liftlock.audit.Sight;
import org.liftlock.audit.UpgradeExport;
import org.liftlock.audit.UpgradeQuery;
import org.liftlock.audit.VersionsThen;
import org.liftlock.ledger.LedgerState;
import org.liftlock.security.Member;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What auditors take away, and what they ask, for programs. Everything is read, nothing changed. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit", description = "Exports of searches, samples of records, what ran when, who approved")
class AuditApi {

    private static final String SEARCH = "Takes the parameters of a search of upgrades; without one, all upgrades.";
    private static final int APPROVALS = 200;

    private final UpgradeExport export;
    private final RecordSample sample;
    private final Population population;
    private final LedgerState ledger;
    private final VersionsThen versions;
    private final PersonHistory people;
    private final AccessExport accesses;
    private final Sights sights;

    AuditApi(
            UpgradeExport export,
            RecordSample sample,
            Population population,
            LedgerState ledger,
            VersionsThen versions,
            PersonHistory people,
            AccessExport accesses,
            Sights sights) {
        this.export = export;
        this.sample = sample;
        this.population = population;
        this.ledger = ledger;
        this.versions = versions;
        this.people = people;
        this.accesses = accesses;
        this.sights = sights;
    }

    @GetMapping("/upgrades.csv")
    @Operation(
            summary = "The upgrades of a search as CSV, with search, count and SHA-256 at its end",
            description = SEARCH)
    void csv(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            HttpServletResponse answer)
            throws IOException {
        UpgradeQuery query = UpgradeQuery.of(parameters);
        Sight sight = sights.of(me);
        file(answer, new MediaType("text", "csv", StandardCharsets.UTF_8), "upgrades.csv");
        LogReads.rows(export.csv(query, sight, answer.getOutputStream()));
    }

    @GetMapping("/upgrades.json")
    @Operation(summary = "The upgrades of a search as JSON, with search, count and SHA-256", description = SEARCH)
    void json(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            HttpServletResponse answer)
            throws IOException {
        UpgradeQuery query = UpgradeQuery.of(parameters);
        Sight sight = sights.of(me);
        file(answer, MediaType.APPLICATION_JSON, "upgrades.json");
        LogReads.rows(export.json(query, sight, answer.getOutputStream()));
    }

    @GetMapping("/sample.zip")
    @Operation(
            summary = "A random sample of records with their proofs; the same seed draws the same ones",
            description = SEARCH + " seed: any text. size: how many records.")
    void sample(
            @RequestParam String seed,
            @RequestParam(defaultValue = "25") int size,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            HttpServletResponse answer)
            throws IOException {
        UpgradeQuery query = UpgradeQuery.of(parameters);
        Draw draw = new Draw(seed, size);
        Sight sight = sights.of(me);
        file(answer, new MediaType("application", "zip"), "sample.zip");
        LogReads.rows(sample.write(query, sight, draw, answer.getOutputStream()));
    }

    @GetMapping(path = "/population", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "For each year: keys that were given, upgrades that are there, and what is missing")
    List<Population.Year> population() {
        return population.years();
    }

    @GetMapping(path = "/ledger", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How far the ledger is signed, and what its last verification found")
    LedgerState.State ledger() {
        return ledger.now();
    }

    @GetMapping(path = "/systems/{id}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What ran on the targets of a system at the end of a day (UTC), as it was read")
    List<VersionsThen.Component> versions(
            @PathVariable String id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate on,
            @AuthenticationPrincipal Member me) {
        sights.require(me, id);
        return counted(versions.on(id, on));
    }

    @GetMapping(path = "/people/{id}/approvals", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What a person has approved or refused, the newest first",
            description = "At most 200; before: the id of an approval, for older ones.")
    List<PersonHistory.Approval> approvals(
            @PathVariable String id, @RequestParam Optional<Long> before, @AuthenticationPrincipal Member me) {
        return counted(people.approvals(id, sights.of(me), before, APPROVALS));
    }

    @GetMapping("/access.csv")
    @Operation(
            summary = "Who read what of the record, as CSV with count and SHA-256 at its end",
            description = "For auditors. person, upgrade: of these only.")
    void access(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String upgrade,
            @AuthenticationPrincipal Member me,
            HttpServletResponse answer)
            throws IOException {
        AccessPages.requireAuditor(me);
        file(answer, new MediaType("text", "csv", StandardCharsets.UTF_8), "access.csv");
        LogReads.rows(accesses.csv(AccessLog.Search.of(person, upgrade), me.id(), answer.getOutputStream()));
    }

    private static <T> List<T> counted(List<T> rows) {
        LogReads.rows(rows.size());
        return rows;
    }

    private static void file(HttpServletResponse answer, MediaType type, String name) {
        answer.setContentType(type.toString());
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
