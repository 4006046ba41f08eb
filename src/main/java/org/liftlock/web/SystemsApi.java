package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.planning.MeasuredParts;
import org.liftlock.security.Member;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Descriptions of systems for programs. */
@RestController
@RequestMapping("/api/systems")
@Tag(name = "Systems", description = "Read and write how systems are described")
class SystemsApi {

    private final SystemViews systems;
    private final MeasuredParts measured;

    SystemsApi(SystemViews systems, MeasuredParts measured) {
        this.systems = systems;
        this.measured = measured;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All systems described")
    List<SystemViews.Line> list() {
        return systems.all();
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The document as written, and every merged value with the file it comes from")
    SystemViews.View show(@PathVariable String id) {
        return systems.find(id).orElseThrow(() -> NotFound.system(id));
    }

    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_YAML_VALUE)
    @Operation(summary = "The document alone, as written")
    String document(@PathVariable String id) {
        return systems.find(id).orElseThrow(() -> NotFound.system(id)).document();
    }

    @GetMapping(path = "/{id}/durations", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "How long the parts of an upgrade took in this environment, as ISO durations",
            description = "By part (prepare, back_up, apply, verify, roll_back) the 80th percentile over all units that"
                    + " went through it; a part that was never measured is left out.")
    Map<String, String> durations(
            @PathVariable String id, @RequestParam(defaultValue = "production") String environment) {
        systems.find(id).orElseThrow(() -> NotFound.system(id));
        Map<String, String> parts = new LinkedHashMap<>();
        measured.of(id, environment).forEach((part, took) -> parts.put(part, took.toString()));
        return parts;
    }

    @PutMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_YAML_VALUE, MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Store a new revision; a document with problems changes nothing")
    SystemViews.View put(@PathVariable String id, @RequestBody String document, @AuthenticationPrincipal Member me) {
        return systems.put(id, document, me.id());
    }
}
