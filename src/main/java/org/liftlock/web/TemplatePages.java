package org.liftlock.web;

import org.liftlock.template.Templates;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The standard changes there are, and how to add one. */
@Controller
class TemplatePages {

    private final Templates templates;

    TemplatePages(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/templates")
    String list(Model model) {
        model.addAttribute(
                "address",
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
        model.addAttribute("templates", templates.all());
        return "templates";
    }
}
