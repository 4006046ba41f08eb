package org.liftlock.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.liftlock.calendar.Agenda;
import org.liftlock.calendar.FeedAddresses;
import org.liftlock.calendar.Sheet;
import org.liftlock.security.Member;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** When what is planned, and what stands in its way. The address says which week or month, so that it can be kept. */
@Controller
class CalendarPage {

    private static final int CENTURY = 100;

    private final Sheets sheets;
    private final Agenda agenda;
    private final FeedAddresses addresses;
    private final Clock clock;
    private final String address;

    CalendarPage(
            Sheets sheets,
            Agenda agenda,
            FeedAddresses addresses,
            Clock clock,
            @Value("${liftlock.address:http://localhost:${server.port:8080}}") String address) {
        this.sheets = sheets;
        this.agenda = agenda;
        this.addresses = addresses;
        this.clock = clock;
        this.address = address;
    }

    @GetMapping("/calendar")
    String show(
            @RequestParam(defaultValue = "week") String view,
            @RequestParam(defaultValue = "") String on,
            @AuthenticationPrincipal Member me,
            Model model) {
        ZoneId zone = agenda.site().timeZone();
        CalendarDays days = new CalendarDays(view.equals("month"), day(on, zone, model), zone);
        Sheet sheet = sheets.of(days.span(), me);
        model.addAttribute("days", days);
        model.addAttribute("all", days.of(sheet));
        model.addAttribute("sheet", sheet);
        model.addAttribute("siteZone", zone);
        model.addAttribute("feedMade", addresses.madeAt(me.id()).orElse(null));
        model.addAttribute("address", address);
        return "calendar";
    }

    @PostMapping("/calendar/feed")
    String makeFeed(@AuthenticationPrincipal Member me, RedirectAttributes after) {
        after.addFlashAttribute("feed", address + "/feeds/" + addresses.make(me.id()) + "/calendar.ics");
        return "redirect:/calendar#feed";
    }

    @PostMapping("/calendar/feed/revoke")
    String revokeFeed(@AuthenticationPrincipal Member me, RedirectAttributes after) {
        after.addFlashAttribute(
                "done",
                addresses.revoke(me.id())
                        ? "The address for calendar programs no longer works."
                        : "There was no address to take back.");
        return "redirect:/calendar#feed";
    }

    private LocalDate day(String on, ZoneId zone, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        if (on.isBlank()) {
            return today;
        }
        try {
            LocalDate day = LocalDate.parse(on);
            if (Math.abs(day.getYear() - today.getYear()) < CENTURY) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // Said below, as for a day that nobody plans for.
        }
        model.addAttribute(
                "refused",
                "\"" + on + "\" is no day to show. Write year, month and day: " + today + ". This is today.");
        return today;
    }
}
