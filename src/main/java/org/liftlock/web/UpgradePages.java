package org.liftlock.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liftlock.erasure.LegalHolds;
import org.liftlock.intervention.EvidenceFiles;
import org.liftlock.intervention.InterventionRefused;
import org.liftlock.intervention.Interventions;
import org.liftlock.intervention.Prospect;
import org.liftlock.lifecycle.LeftOpen;
import org.liftlock.lifecycle.StoppedSteps;
import org.liftlock.lifecycle.UpgradeDiagrams;
import org.liftlock.lifecycle.UpgradeDiagrams.Instance;
import org.liftlock.lifecycle.UpgradeDiagrams.Marks;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.live.LiveView;
import org.liftlock.security.Member;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of upgrades, and everything about one of them. */
@Controller
class UpgradePages {

    private final UpgradeLists lists;
    private final UpgradeOverview overview;
    private final UpgradeDiagrams diagrams;
    private final StoppedSteps stopped;
    private final LeftOpen leftOpen;
    private final LiveView live;
    private final LegalHolds holds;
    private final EvidenceFiles evidence;
    private final Interventions interventions;

    UpgradePages(
            UpgradeLists lists,
            UpgradeOverview overview,
            UpgradeDiagrams diagrams,
            StoppedSteps stopped,
            LeftOpen leftOpen,
            LiveView live,
            LegalHolds holds,
            EvidenceFiles evidence,
            Interventions interventions) {
        this.lists = lists;
        this.overview = overview;
        this.diagrams = diagrams;
        this.stopped = stopped;
        this.leftOpen = leftOpen;
        this.live = live;
        this.holds = holds;
        this.evidence = evidence;
        this.interventions = interventions;
    }

    @GetMapping("/upgrades")
    String list(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Member me, Model model) {
        lists.fill(model, parameters, me);
        return "upgrades";
    }

    @GetMapping("/upgrades/{key}")
    String show(@PathVariable String key, @AuthenticationPrincipal Member me, Model model) {
        model.addAttribute("story", live.withProgress(overview.story(key).orElseThrow(() -> NotFound.upgrade(key))));
        model.addAttribute("record", overview.record(key).orElse(List.of()));
        model.addAttribute("holds", holds.on(key));
        model.addAttribute("faults", stopped.of(key));
        model.addAttribute("leftOpen", leftOpen.of(key));
        model.addAttribute("evidence", evidence.of(key));
        model.addAttribute("largest", evidence.largest().toBytes());
        model.addAttribute("stepIns", stepIns(key, me));
        return "upgrade";
    }

    /** Only what the reader may do, and what would have an effect now. */
    private List<StepIn> stepIns(String key, Member me) {
        return Stream.of(StepIn.values())
                .filter(stepIn -> stepIn.allowedTo(me))
                .filter(stepIn -> interventions.prospect(key, stepIn.intervention()) instanceof Prospect.Open)
                .toList();
    }

    /** A step that our own machinery could not do is tried again, once somebody has put the cause right. */
    @PostMapping("/upgrades/{key}/faults/{fault}/retry")
    String retry(
            @PathVariable String key,
            @PathVariable String fault,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        mustExist(key);
        after.addFlashAttribute(
                "done",
                stopped.retry(key, fault, me.id())
                        .map(step -> "\"" + step + "\" is tried again.")
                        .orElse("Nothing stands still there any more; somebody was faster."));
        return "redirect:/upgrades/" + key;
    }

    /** What was left open around the change was closed by a person, who says how. */
    @PostMapping("/upgrades/{key}/brackets/{bracket}/closed")
    String closed(
            @PathVariable String key,
            @PathVariable String bracket,
            @RequestParam(defaultValue = "") String remark,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        mustExist(key);
        try {
            after.addFlashAttribute(
                    "done",
                    leftOpen.closedByHand(key, bracket, remark, me.id())
                            .map(closed -> closed.name() + " on " + closed.target() + " counts as closed.")
                            .orElse("It is not open any more; somebody was faster."));
        } catch (IllegalArgumentException unsaid) {
            after.addFlashAttribute("done", "Not noted. " + unsaid.getMessage());
        }
        return "redirect:/upgrades/" + key;
    }

    @PostMapping("/upgrades/{key}/evidence")
    String add(
            @PathVariable String key,
            @RequestParam MultipartFile file,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after)
            throws IOException {
        mustExist(key);
        try {
            EvidenceFiles.Added added = evidence.add(key, file.getOriginalFilename(), file.getBytes(), me.id());
            after.addFlashAttribute("done", "\"" + added.name() + "\" is kept with the record.");
        } catch (IllegalArgumentException | InterventionRefused refused) {
            after.addFlashAttribute("done", "Not added. " + refused.getMessage());
        }
        return "redirect:/upgrades/" + key;
    }

    private void mustExist(String key) {
        if (!overview.exists(key)) {
            throw NotFound.upgrade(key);
        }
    }

    /** The process instances of the upgrade, for the selector above the diagram. */
    @GetMapping(path = "/upgrades/{key}/instances", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Instance> instances(@PathVariable String key) {
        return diagrams.instances(key);
    }

    /** What to mark on the diagram of one instance. */
    @GetMapping(path = "/upgrades/{key}/instances/{instance}/marks", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Marks marks(@PathVariable String key, @PathVariable String instance) {
        return diagrams.marks(key, instance).orElseThrow(() -> NotFound.upgrade(key));
    }

    /** A model as it was deployed. */
    @GetMapping(path = "/models/{definition}", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    String model(@PathVariable String definition) {
        return diagrams.model(definition);
    }
}
