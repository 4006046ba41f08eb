package org.liftlock.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.calendar.Advisory;
import org.liftlock.calendar.Booking;
import org.liftlock.calendar.Collision;
import org.liftlock.calendar.Proposal;
import org.liftlock.calendar.Sheet;
import org.liftlock.lifecycle.OpenTask;
import org.liftlock.naming.Digest;
import org.liftlock.security.Member;
import org.liftlock.web.BulkApproval.Answer;
import org.liftlock.web.BulkApproval.Answered;
import org.liftlock.web.BulkApproval.Chosen;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For the meeting that approves changes: what waits for the next two weeks, chosen together and answered one by one. */
@Controller
class AdvisoryPage {

    /** They stand in an address. */
    private static final int MOST = 50;

    private final Sheets sheets;
    private final Advisory advisory;
    private final BulkApproval bulk;

    AdvisoryPage(Sheets sheets, Advisory advisory, BulkApproval bulk) {
        this.sheets = sheets;
        this.advisory = advisory;
        this.bulk = bulk;
    }

    /**
     * One of them, as the reader sees it.
     *
     * @param asked whom it waits for
     * @param mine whether the reader may answer it
     * @param whyNot why the reader may not, where that is not plain
     */
    record Line(Proposal proposal, List<OpenTask> asked, boolean mine, String whyNot) {

        public String choice() {
            return key() + ":" + digest().hex();
        }

        public String key() {
            return proposal.booking().key();
        }

        public Digest digest() {
            return proposal.booking().digest().orElseThrow();
        }

        /** "approvers; change-managers". */
        public String whoMay() {
            return asked.stream()
                    .map(task -> task.assignee().orElseGet(() -> "one of " + String.join(" or ", task.groups())))
                    .collect(Collectors.joining("; "));
        }
    }

    /** What a person is shown at one moment. */
    private record Shown(Sheet sheet, List<Line> lines) {}

    @GetMapping("/advisory")
    String show(@AuthenticationPrincipal Member me, Model model) {
        Shown shown = shown(me);
        model.addAttribute("lines", shown.lines());
        model.addAttribute("later", advisory.later(shown.sheet()));
        model.addAttribute("mayAnswer", shown.lines().stream().anyMatch(Line::mine));
        model.addAttribute("siteZone", shown.sheet().zone());
        return "advisory";
    }

    /** What was chosen, once more, with what stands against approving it together. */
    @GetMapping("/advisory/chosen")
    String look(
            @RequestParam(required = false) List<String> choice,
            @AuthenticationPrincipal Member me,
            Model model,
            RedirectAttributes after) {
        Optional<List<Chosen>> chosen = read(choice, after);
        if (chosen.isEmpty()) {
            return "redirect:/advisory";
        }
        return fill(chosen.get(), me, model);
    }

    /** @param conflicts what the page said stands against it; when that has changed since, it is shown anew instead of done */
    @PostMapping("/advisory/approve")
    String approve(
            @RequestParam(required = false) List<String> choice,
            @RequestParam(defaultValue = "") String remark,
            @RequestParam(defaultValue = "") String conflicts,
            @AuthenticationPrincipal Member me,
            Model model,
            RedirectAttributes after) {
        Optional<List<Chosen>> chosen = read(choice, after);
        if (chosen.isEmpty()) {
            return "redirect:/advisory";
        }
        if (!conflicts.equals(digest(together(shown(me).sheet(), chosen.get())))) {
            model.addAttribute(
                    "refused", "Nothing was done: what is in conflict has changed since you looked. Read it anew.");
            return fill(chosen.get(), me, model);
        }
        return done(bulk.answer(chosen.get(), Answer.APPROVED, remark, me), after);
    }

    @PostMapping("/advisory/refuse")
    String refuse(
            @RequestParam(required = false) List<String> choice,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return read(choice, after)
                .filter(chosen -> chosen.size() == 1)
                .map(chosen -> done(bulk.answer(chosen, Answer.REFUSED, reason, me), after))
                .orElse("redirect:/advisory");
    }

    private String fill(List<Chosen> chosen, Member me, Model model) {
        Shown shown = shown(me);
        Map<String, Line> now = shown.lines().stream().collect(Collectors.toMap(Line::key, line -> line));
        List<Line> unchanged = chosen.stream()
                .map(one -> Optional.ofNullable(now.get(one.key()))
                        .filter(Line::mine)
                        .filter(line -> line.digest().hex().equals(one.digest())))
                .flatMap(Optional::stream)
                .toList();
        Set<String> kept = unchanged.stream().map(Line::key).collect(Collectors.toSet());
        List<Chosen> going =
                chosen.stream().filter(one -> kept.contains(one.key())).toList();
        List<Collision> together = together(shown.sheet(), going);
        model.addAttribute("lines", unchanged);
        model.addAttribute(
                "gone",
                chosen.stream()
                        .map(Chosen::key)
                        .filter(key -> !kept.contains(key))
                        .toList());
        model.addAttribute("together", together);
        model.addAttribute("conflicts", digest(together));
        model.addAttribute("siteZone", shown.sheet().zone());
        return "advisory-chosen";
    }

    private Shown shown(Member me) {
        List<OpenTask> asked = sheets.approvalsAsked();
        Set<String> mine =
                sheets.approvalsAskedOf(me).stream().map(OpenTask::upgrade).collect(Collectors.toSet());
        Sheet sheet = sheets.ahead(me, asked);
        List<Line> lines = advisory.waiting(sheet).stream()
                .map(proposal -> line(proposal, asked, mine, me))
                .toList();
        return new Shown(sheet, lines);
    }

    private static Line line(Proposal proposal, List<OpenTask> asked, Set<String> mine, Member me) {
        Booking booking = proposal.booking();
        boolean own = booking.requestedBy().equals(me.id());
        boolean said = booking.standing().approvedBy().contains(me.id());
        return new Line(
                proposal,
                asked.stream()
                        .filter(task -> task.upgrade().equals(booking.key()))
                        .toList(),
                mine.contains(booking.key()) && !own && !said,
                own
                        ? "You asked for it, so somebody else approves it."
                        : said ? "You have approved it; another person is needed." : "");
    }

    private static List<Collision> together(Sheet sheet, List<Chosen> chosen) {
        Set<String> keys = chosen.stream().map(Chosen::key).collect(Collectors.toSet());
        return sheet.collisions().stream()
                .filter(collision -> keys.contains(collision.one().key())
                        && keys.contains(collision.other().key()))
                .toList();
    }

    private static String digest(List<Collision> together) {
        return Digest.of(together.stream()
                        .map(one -> one.one().key() + " " + one.other().key() + " " + one.why())
                        .sorted()
                        .collect(Collectors.joining("\n")))
                .brief();
    }

    private static Optional<List<Chosen>> read(List<String> choice, RedirectAttributes after) {
        if (choice == null || choice.isEmpty() || choice.size() > MOST) {
            after.addFlashAttribute(
                    "refused", "Nothing was done: choose at least one upgrade, and at most " + MOST + " at once.");
            return Optional.empty();
        }
        try {
            return Optional.of(choice.stream().distinct().map(Chosen::parse).toList());
        } catch (IllegalArgumentException unreadable) {
            after.addFlashAttribute("refused", "Nothing was done: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static String done(List<Answered> answered, RedirectAttributes after) {
        after.addFlashAttribute("answered", answered);
        return "redirect:/advisory";
    }
}
