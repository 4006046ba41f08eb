package org.liftlock.web;

import java.util.List;
import java.util.Optional;
import org.liftlock.audit.AccessLog;
import org.liftlock.security.Member;
import org.liftlock.security.Role;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who read what of the record, for auditors. */
@Controller
class AccessPages {

    private static final int LINES = 50;

    private final AccessLog log;

    AccessPages(AccessLog log) {
        this.log = log;
    }

    @GetMapping("/audit/access")
    String show(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String upgrade,
            @RequestParam Optional<Long> before,
            @AuthenticationPrincipal Member me,
            Model model) {
        requireAuditor(me);
        List<AccessLog.Line> lines = log.lines(AccessLog.Search.of(person, upgrade), before, LINES + 1);
        List<AccessLog.Line> shown = lines.subList(0, Math.min(LINES, lines.size()));
        model.addAttribute("person", person.strip());
        model.addAttribute("upgrade", upgrade.strip());
        model.addAttribute("lines", shown);
        model.addAttribute("older", before.isPresent());
        model.addAttribute("next", lines.size() > LINES ? shown.get(LINES - 1).id() : null);
        LogReads.rows(shown.size());
        return "audit-access";
    }

    /** Administrators do not watch who looks at what they do. */
    static void requireAuditor(Member me) {
        if (!me.is(Role.AUDITORS)) {
            throw new AccessDeniedException("The access log is for auditors");
        }
    }
}
