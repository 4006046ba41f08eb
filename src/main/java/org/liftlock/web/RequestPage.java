package org.liftlock.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.process.Refusal;
import org.liftlock.security.Member;
import org.liftlock.template.Templates;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Asks for an upgrade with the browser alone. */
@Controller
class RequestPage {

    private static final int LAST = 3;

    private final Intake intake;
    private final SystemViews systems;
    private final Descriptions descriptions;
    private final UpgradeOverview overview;
    private final Templates templates;
    private final ObjectMapper json;

    RequestPage(
            Intake intake,
            SystemViews systems,
            Descriptions descriptions,
            UpgradeOverview overview,
            Templates templates,
            ObjectMapper json) {
        this.intake = intake;
        this.systems = systems;
        this.descriptions = descriptions;
        this.overview = overview;
        this.templates = templates;
        this.json = json;
    }

    @GetMapping("/upgrades/new")
    ModelAndView show(
            @RequestParam(defaultValue = "") String system, @RequestParam(defaultValue = "") String template) {
        String itsSystem = templates.all().stream()
                .filter(known -> known.change().name().equals(template))
                .map(known -> known.change().system().value())
                .findFirst()
                .orElse(system);
        return page(RequestForm.of(itsSystem, template), List.of(), "", HttpStatus.OK);
    }

    @PostMapping("/upgrades")
    ModelAndView request(@ModelAttribute RequestForm form, @AuthenticationPrincipal Member me) {
        try {
            return new ModelAndView("redirect:/upgrades/" + intake.take(write(form), me));
        } catch (InvalidDescription refused) {
            return page(form, refused.problems(), "", HttpStatus.UNPROCESSABLE_ENTITY);
        } catch (IllegalArgumentException | Refusal refused) {
            return page(form, List.of(), refused.getMessage(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
    }

    private ModelAndView page(RequestForm form, List<Problem> problems, String sentence, HttpStatus status) {
        ModelAndView page = new ModelAndView("request", status);
        ModelMap model = page.getModelMap();
        List<SystemViews.Line> known = systems.all();
        String chosen =
                form.system().isBlank() && known.size() == 1 ? known.get(0).id() : form.system();
        model.addAttribute("form", form);
        model.addAttribute("chosen", chosen);
        model.addAttribute("systems", known);
        model.addAttribute("system", systems.find(chosen).orElse(null));
        model.addAttribute("last", overview.latestOf(chosen, LAST));
        model.addAttribute("categories", ReasonCategory.values());
        model.addAttribute("zone", descriptions.site().timeZone().getId());
        model.addAttribute("calendars", descriptions.site().calendars().keySet());
        model.addAttribute("templates", templates.all());
        model.addAttribute("problems", problems);
        model.addAttribute("refused", sentence);
        return page;
    }

    private String write(RequestForm form) {
        try {
            return json.writeValueAsString(form.document());
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The request cannot be written as a document", unwritable);
        }
    }
}
