package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.liftlock.security.Member;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Standard changes for programs. Who stores one approves it. */
@RestController
@RequestMapping("/api/templates")
@Tag(name = "Templates", description = "Standard changes, approved once for requests to follow")
class TemplatesApi {

    private final TemplateDocuments templates;

    TemplatesApi(TemplateDocuments templates) {
        this.templates = templates;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All templates")
    List<TemplateDocuments.View> list() {
        return templates.all();
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The document as written, who approved it, and its digest")
    TemplateDocuments.View show(@PathVariable String name) {
        return templates.find(name).orElseThrow(() -> NotFound.template(name));
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_YAML_VALUE)
    @Operation(summary = "The document alone, as written")
    String document(@PathVariable String name) {
        return templates.find(name).orElseThrow(() -> NotFound.template(name)).document();
    }

    @PutMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_YAML_VALUE, MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Approve a new revision; for change managers and approvers",
            description =
                    "Whoever stores a template approves it, and cannot follow it. A document with problems changes"
                            + " nothing; the same words again approve nothing anew.")
    TemplateDocuments.View put(
            @PathVariable String name, @RequestBody String document, @AuthenticationPrincipal Member me) {
        return templates.put(name, document, me.id());
    }
}
