package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.liftlock.audit.ControlReport;
import org.liftlock.audit.Independence;
import org.liftlock.audit.Period;
import org.liftlock.audit.ReportExport;
import org.liftlock.audit.RightsReview;
import org.liftlock.audit.Table;
import org.liftlock.security.Member;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The reports of auditors as files. The record tells who took them away. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit")
class ReportsApi {

    private static final String PERIOD =
            "from, to: days (UTC) in which the upgrades were asked for, both included; without them the last 90 days.";

    private final Independence independence;
    private final ControlReport controls;
    private final RightsReview rights;
    private final ReportExport export;
    private final Sights sights;
    private final Clock clock;

    ReportsApi(
            Independence independence,
            ControlReport controls,
            RightsReview rights,
            ReportExport export,
            Sights sights,
            Clock clock) {
        this.independence = independence;
        this.controls = controls;
        this.rights = rights;
        this.export = export;
        this.sights = sights;
        this.clock = clock;
    }

    @GetMapping({"/independence.csv", "/independence.json"})
    @Operation(
            summary = "Who did what for each upgrade, and where one person did what two have to",
            description = PERIOD)
    void independence(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            HttpServletRequest request,
            HttpServletResponse answer)
            throws IOException {
        sights.requireAll(me);
        write(independence.of(period(parameters)).table(), me, request.getRequestURI(), answer);
    }

    @GetMapping({"/controls.csv", "/controls.json"})
    @Operation(summary = "How the controls worked: figures, exceptions, changes from outside", description = PERIOD)
    void controls(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            HttpServletRequest request,
            HttpServletResponse answer)
            throws IOException {
        sights.requireAll(me);
        write(controls.of(period(parameters)).table(), me, request.getRequestURI(), answer);
    }

    @GetMapping({"/rights.csv", "/rights.json"})
    @Operation(summary = "Every account with its groups, what they allow, and when it was used last")
    void rights(@AuthenticationPrincipal Member me, HttpServletRequest request, HttpServletResponse answer)
            throws IOException {
        sights.requireAll(me);
        write(rights.table(), me, request.getRequestURI(), answer);
    }

    private Period period(Map<String, String> parameters) {
        return Period.of(parameters, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void write(Table table, Member me, String address, HttpServletResponse answer) throws IOException {
        LogReads.rows(table.rows().size());
        boolean csv = address.endsWith(".csv");
        MediaType type = csv ? new MediaType("text", "csv", StandardCharsets.UTF_8) : MediaType.APPLICATION_JSON;
        answer.setContentType(type.toString());
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(address.substring(address.lastIndexOf('/') + 1))
                        .build()
                        .toString());
        answer.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (csv) {
            export.csv(table, me.id(), answer.getOutputStream());
        } else {
            export.json(table, me.id(), answer.getOutputStream());
        }
    }
}
