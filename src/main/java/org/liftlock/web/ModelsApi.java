package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.liftlock.process.DeployedModels;
import org.liftlock.process.ModelGate;
import org.liftlock.proof.Aspect;
import org.liftlock.proof.Report;
import org.liftlock.proposal.Proposal;
import org.liftlock.proposal.Proposals;
import org.liftlock.security.Member;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Models for programs. */
@RestController
@RequestMapping("/api/models")
@Tag(name = "Models", description = "What is proved of models and decision tables before they may run")
class ModelsApi {

    private static final String SARIF = "application/sarif+json";
    private static final Map<MediaType, Report> REPORTS = new LinkedHashMap<>();

    static {
        REPORTS.put(MediaType.APPLICATION_JSON, Report.JSON);
        REPORTS.put(MediaType.parseMediaType(SARIF), Report.SARIF);
        REPORTS.put(MediaType.TEXT_PLAIN, Report.TEXT);
    }

    private final ModelCheck models;
    private final ModelViews views;
    private final Proposals proposals;

    ModelsApi(ModelCheck models, ModelViews views, Proposals proposals) {
        this.models = models;
        this.views = views;
        this.proposals = proposals;
    }

    /**
     * A decision.
     *
     * @param seen of the deployed models that the difference was shown against; an approval needs it
     */
    record Decision(String seen, String remark) {

        String said() {
            return remark == null ? "" : remark;
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The deployed models and tables, and how many upgrades run on which version")
    List<DeployedModels.Line> list() {
        return views.deployed();
    }

    @GetMapping(path = "/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The newest changes of models that wait for another person, or were decided")
    List<Proposal> proposals() {
        return proposals.newest();
    }

    @GetMapping(path = "/proposals/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What a proposal changes, element by element, against what is deployed now")
    ModelViews.View proposal(@PathVariable long id) {
        return views.proposal(id);
    }

    @PostMapping(path = "/proposals/{id}/approve", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Approve, and make it active; for process owners and change managers, never for the proposer",
            description =
                    "seen is the digest that came with the difference: what has changed since is shown again first")
    void approve(@PathVariable long id, @RequestBody Decision decision, @AuthenticationPrincipal Member me) {
        proposals.approve(id, me.id(), new Digest(decision.seen()), decision.said());
    }

    @PostMapping(path = "/proposals/{id}/refuse", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Put it away, saying why; for process owners and change managers")
    void refuse(@PathVariable long id, @RequestBody Decision decision, @AuthenticationPrincipal Member me) {
        proposals.refuse(id, me.id(), decision.said());
    }

    @PostMapping(path = "/proposals/{id}/stand-for")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Stand for files that were found in a folder, so that another person can approve them")
    void standFor(@PathVariable long id, @AuthenticationPrincipal Member me) {
        proposals.standFor(id, me.id());
    }

    @PostMapping(
            path = "/check",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE,
            produces = {MediaType.APPLICATION_JSON_VALUE, SARIF, MediaType.TEXT_PLAIN_VALUE})
    @Operation(
            summary = "Check models that nobody has deployed; for process owners and engineers",
            description = "As liftlock.jar check does. Models call each other among the files, and those that are"
                    + " deployed. only=soundness|safety|hygiene, or several with commas; soundness alone for models of"
                    + " other tools. The answer is 200 with findings or without.")
    ResponseEntity<String> checkFiles(
            @RequestParam("file") List<MultipartFile> files,
            @RequestParam(defaultValue = "") List<String> only,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept)
            throws IOException {
        return answer(ModelUpload.read(files), only, accept);
    }

    @PostMapping(
            path = "/check",
            consumes = {
                MediaType.APPLICATION_XML_VALUE,
                MediaType.TEXT_XML_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE
            },
            produces = {MediaType.APPLICATION_JSON_VALUE, SARIF, MediaType.TEXT_PLAIN_VALUE})
    @Operation(
            summary = "Check one model, sent as it is; for process owners and engineers",
            description = "name tells what it is: .bpmn or .dmn. The rest is as with several files.")
    ResponseEntity<String> checkOne(
            @RequestParam(defaultValue = "model.bpmn") String name,
            @RequestParam(defaultValue = "") List<String> only,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
            HttpServletRequest request)
            throws IOException {
        return answer(List.of(ModelUpload.read(name, request.getInputStream())), only, accept);
    }

    private ResponseEntity<String> answer(List<ModelGate.Model> files, List<String> only, String accept) {
        ModelCheck.Checked checked = models.check(files, aspects(only));
        MediaType type = wanted(accept);
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .body(REPORTS.get(type).of(checked.findings()));
    }

    private static MediaType wanted(String accept) {
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .flatMap(each -> REPORTS.keySet().stream().filter(each::includes))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
    }

    private static Set<Aspect> aspects(List<String> names) {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        for (String name : names) {
            aspects.add(Arrays.stream(Aspect.values())
                    .filter(aspect -> aspect.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("only=" + name + " is none of "
                            + Arrays.toString(Aspect.values()).toLowerCase(Locale.ROOT))));
        }
        return aspects;
    }
}
