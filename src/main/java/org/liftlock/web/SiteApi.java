package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.liftlock.security.Member;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The site for programs. */
@RestController
@RequestMapping("/api/site")
@Tag(name = "Site", description = "What all systems share: people, calendars, time zone, brackets, usual limits")
class SiteApi {

    private final SiteViews site;

    SiteApi(SiteViews site) {
        this.site = site;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The document as written, and what is read from it")
    SiteViews.View show() {
        return site.find().orElseThrow(NotFound::site);
    }

    @GetMapping(produces = MediaType.APPLICATION_YAML_VALUE)
    @Operation(summary = "The document alone, as written")
    String document() {
        return site.find().orElseThrow(NotFound::site).document();
    }

    @PutMapping(
            consumes = {MediaType.APPLICATION_YAML_VALUE, MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Store a new revision; for process owners and administrators",
            description = "A document with problems changes nothing, nor does one that would break a system described"
                    + " earlier. There is one site, whatever it calls itself.")
    SiteViews.View put(@RequestBody String document, @AuthenticationPrincipal Member me) {
        return site.put(document, me.id());
    }
}
