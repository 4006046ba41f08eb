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

/** Kinds for programs. */
@RestController
@RequestMapping("/api/kinds")
@Tag(name = "Kinds", description = "How one upgrades a kind of system, for every system that names it")
class KindsApi {

    private final KindViews kinds;

    KindsApi(KindViews kinds) {
        this.kinds = kinds;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "All kinds: those stored, those of the folder of kinds, and those that come with Liftlock")
    List<KindViews.Line> list() {
        return kinds.all();
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The document as written, where it stands, and the systems of this kind")
    KindViews.View show(@PathVariable String name) {
        return kinds.find(name).orElseThrow(() -> NotFound.kind(name));
    }

    @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_YAML_VALUE)
    @Operation(summary = "The document alone, as written")
    String document(@PathVariable String name) {
        return kinds.find(name).orElseThrow(() -> NotFound.kind(name)).document();
    }

    @PutMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_YAML_VALUE, MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Store a new revision; for process owners and engineers",
            description = "A document with problems changes nothing, nor does one that would break a system of this"
                    + " kind. A kind that comes with Liftlock is replaced by a stored one of the same name.")
    KindViews.View put(@PathVariable String name, @RequestBody String document, @AuthenticationPrincipal Member me) {
        return kinds.put(name, document, me.id());
    }
}
