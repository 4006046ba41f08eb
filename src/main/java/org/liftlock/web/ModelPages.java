package org.liftlock.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.liftlock.process.ModelGate;
import org.liftlock.process.ModelRefused;
import org.liftlock.process.Refusal;
import org.liftlock.proof.UnreadableModel;
import org.liftlock.proposal.Proposal;
import org.liftlock.proposal.ProposalRefused;
import org.liftlock.proposal.Proposals;
import org.liftlock.security.Member;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The deployed models, a place to drop others and see what is proved of them, and the changes that wait for a person. */
@Controller
class ModelPages {

    private final ModelCheck check;
    private final ModelViews views;
    private final Proposals proposals;

    ModelPages(ModelCheck check, ModelViews views, Proposals proposals) {
        this.check = check;
        this.views = views;
        this.proposals = proposals;
    }

    @GetMapping("/models")
    ModelAndView list() {
        return list("", HttpStatus.OK);
    }

    private ModelAndView list(String refused, HttpStatus status) {
        ModelAndView page = new ModelAndView("models", status);
        List<Proposal> all = proposals.newest();
        page.addObject("deployed", views.deployed());
        page.addObject("open", all.stream().filter(Proposal::isOpen).toList());
        page.addObject("decided", all.stream().filter(each -> !each.isOpen()).toList());
        if (!refused.isEmpty()) {
            page.addObject("refused", refused);
        }
        return page;
    }

    /** Shows what would be, and changes nothing. */
    @PostMapping("/models")
    ModelAndView look(@RequestParam("file") List<MultipartFile> files) throws IOException {
        try {
            ModelCheck.Checked checked = check.check(ModelUpload.read(files), Set.of());
            ModelAndView page = new ModelAndView("model");
            page.addObject("shown", views.shown(checked));
            page.addObject("given", checked.given());
            page.addObject("proposable", checked.proved() && checked.change().replacesSomething());
            return page;
        } catch (UnreadableModel unreadable) {
            return list(unreadable.getMessage() + "\n" + unreadable.remedy(), HttpStatus.UNPROCESSABLE_ENTITY);
        } catch (IllegalArgumentException refused) {
            return list(refused.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    /** Proposes the files that were just looked at. */
    @PostMapping("/models/proposals")
    ModelAndView propose(
            @RequestParam List<MultipartFile> file, @AuthenticationPrincipal Member me, RedirectAttributes after)
            throws IOException {
        try {
            List<ModelGate.Model> models = new ArrayList<>(ModelUpload.read(file));
            after.addFlashAttribute("done", views.propose(check.check(models, Set.of()), me) + ".");
            return new ModelAndView("redirect:/models");
        } catch (UnreadableModel | IllegalArgumentException refused) {
            return list(refused.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    @GetMapping("/models/proposals/{id}")
    ModelAndView proposal(@PathVariable long id) {
        return proposal(id, "", HttpStatus.OK);
    }

    private ModelAndView proposal(long id, String refused, HttpStatus status) {
        ModelAndView page = new ModelAndView("model", status);
        ModelViews.View view = views.proposal(id);
        page.addObject("view", view);
        page.addObject("shown", views.shown(view));
        page.addObject("proposable", false);
        if (!refused.isEmpty()) {
            page.addObject("refused", refused);
        }
        return page;
    }

    /** @param seen what the difference was shown against; when that has changed, it is shown anew instead */
    @PostMapping("/models/proposals/{id}/approve")
    ModelAndView approve(
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam(defaultValue = "") String remark,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return decide(
                id,
                () -> proposals.approve(id, me.id(), new Digest(seen), remark),
                "It is active: upgrades requested from now on run on it.",
                after);
    }

    @PostMapping("/models/proposals/{id}/refuse")
    ModelAndView refuse(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String remark,
            @AuthenticationPrincipal Member me,
            RedirectAttributes after) {
        return decide(id, () -> proposals.refuse(id, me.id(), remark), "It is put away; nothing was changed.", after);
    }

    @PostMapping("/models/proposals/{id}/stand-for")
    ModelAndView standFor(@PathVariable long id, @AuthenticationPrincipal Member me, RedirectAttributes after) {
        return decide(
                id,
                () -> proposals.standFor(id, me.id()),
                "You stand for this change now; another person approves it.",
                after);
    }

    private ModelAndView decide(long id, Runnable decision, String done, RedirectAttributes after) {
        try {
            decision.run();
        } catch (ProposalRefused refused) {
            return proposal(id, refused.getMessage(), HttpStatus.CONFLICT);
        } catch (ModelRefused | Refusal refused) {
            return proposal(id, refused.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        after.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/models/proposals/" + id);
    }
}
