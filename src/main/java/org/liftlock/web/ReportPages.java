package org.liftlock.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.audit.ControlFigure;
import org.liftlock.audit.ControlReport;
import org.liftlock.audit.Controls;
import org.liftlock.audit.Duties;
import org.liftlock.audit.Independence;
import org.liftlock.audit.Period;
import org.liftlock.audit.RightsReview;
import org.liftlock.audit.Standards;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Reports about a period, and about who may do what. They speak of all systems, so only those see them who see all. */
@Controller
class ReportPages {

    private static final int ON_A_PAGE = 50;

    private final Independence independence;
    private final ControlReport controls;
    private final RightsReview rights;
    private final Standards standards;
    private final UpgradeOverview overview;
    private final Sights sights;
    private final Clock clock;

    ReportPages(
            Independence independence,
            ControlReport controls,
            RightsReview rights,
            Standards standards,
            UpgradeOverview overview,
            Sights sights,
            Clock clock) {
        this.independence = independence;
        this.controls = controls;
        this.rights = rights;
        this.standards = standards;
        this.overview = overview;
        this.sights = sights;
        this.clock = clock;
    }

    @GetMapping("/audit/independence")
    String independence(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Member me, Model model) {
        sights.requireAll(me);
        Period period = period(parameters, model);
        Independence.Report report = independence.of(period);
        List<Duties> upgrades = report.upgrades();
        int page = page(parameters, upgrades.size());
        model.addAttribute("report", report);
        LogReads.rows(upgrades.size());
        model.addAttribute("shown", part(upgrades, page));
        pages(model, page, upgrades.size(), "/audit/independence?" + period.link());
        return "audit-independence";
    }

    @GetMapping("/audit/rights")
    String rights(@AuthenticationPrincipal Member me, Model model) {
        sights.requireAll(me);
        model.addAttribute("accounts", rights.accounts());
        model.addAttribute("days", RightsReview.IDLE.toDays());
        return "audit-rights";
    }

    @GetMapping("/audit/controls")
    String controls(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Member me, Model model) {
        sights.requireAll(me);
        Controls report = controls.of(period(parameters, model));
        model.addAttribute("report", report);
        model.addAttribute("unapproved", report.keys(ControlFigure.NOT_APPROVED_BEFORE_START));
        model.addAttribute("reviewDays", ControlReport.REVIEW_WITHIN.toDays());
        model.addAttribute("signOffDays", ControlReport.SIGN_OFF_WITHIN.toDays());
        return "audit-controls";
    }

    /** The upgrades behind a figure. */
    @GetMapping(path = "/audit/controls", params = "figure")
    String behind(
            @RequestParam String figure,
            @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Member me,
            Model model) {
        sights.requireAll(me);
        Optional<ControlFigure> known = ControlFigure.ofKey(figure);
        if (known.isEmpty()) {
            model.addAttribute("refused", "The report has no figure \"" + figure + "\"");
            return controls(Map.of(), me, model);
        }
        Period period = period(parameters, model);
        Controls report = controls.of(period);
        List<String> keys = report.keys(known.get());
        int page = page(parameters, keys.size());
        model.addAttribute("period", period);
        model.addAttribute("line", report.line(known.get()));
        model.addAttribute("upgrades", overview.of(part(keys, page)));
        pages(model, page, keys.size(), "/audit/controls?figure=" + known.get().key() + "&" + period.link());
        return "audit-figure";
    }

    @GetMapping("/audit/standards")
    String standards(Model model) {
        model.addAttribute("standards", standards.all());
        model.addAttribute("beyond", standards.beyond());
        return "audit-standards";
    }

    private Period period(Map<String, String> parameters, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            return Period.of(parameters, today);
        } catch (IllegalArgumentException unreadable) {
            model.addAttribute("refused", unreadable.getMessage());
            return Period.of(Map.of(), today);
        }
    }

    private static int page(Map<String, String> parameters, int rows) {
        String typed = parameters.getOrDefault("page", "1");
        int asked = typed.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(typed) : 1;
        return Math.min(asked, Math.max(1, (rows + ON_A_PAGE - 1) / ON_A_PAGE));
    }

    private static <T> List<T> part(List<T> rows, int page) {
        return rows.subList((page - 1) * ON_A_PAGE, Math.min(rows.size(), page * ON_A_PAGE));
    }

    private static void pages(Model model, int page, int rows, String address) {
        model.addAttribute("before", page > 1 ? address + "&page=" + (page - 1) : null);
        model.addAttribute("next", page * ON_A_PAGE < rows ? address + "&page=" + (page + 1) : null);
    }
}
