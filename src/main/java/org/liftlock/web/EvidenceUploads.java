package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.liftlock.intervention.EvidenceFiles;
import org.liftlock.intervention.EvidenceFiles.Added;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.security.Member;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files that people add to an upgrade. Whatever they hold, a browser saves them and never opens them as a page. */
@RestController
@Tag(name = "Upgrades")
class EvidenceUploads {

    private final EvidenceFiles files;
    private final Upgrades upgrades;

    EvidenceUploads(EvidenceFiles files, Upgrades upgrades) {
        this.files = files;
        this.upgrades = upgrades;
    }

    /** A file, as programs are told of it; there is false once its contents were erased. */
    record Listed(long id, String name, String sha256, long bytes, String addedBy, Instant addedAt, boolean there) {

        static Listed of(Added file) {
            return new Listed(
                    file.id(), file.name(), file.digest().hex(), file.size(), file.by(), file.at(), file.there());
        }
    }

    @GetMapping("/api/upgrades/{key}/evidence")
    @Operation(summary = "Files that people have added, with their digests")
    List<Listed> list(@PathVariable String key) {
        return files.of(existing(key)).stream().map(Listed::of).toList();
    }

    @PostMapping(path = "/api/upgrades/{key}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Add a file, in the part \"file\"")
    ResponseEntity<Listed> add(
            @PathVariable String key, @RequestParam MultipartFile file, @AuthenticationPrincipal Member me)
            throws IOException {
        Added added = files.add(existing(key), file.getOriginalFilename(), file.getBytes(), me.id());
        return ResponseEntity.created(URI.create("/api/upgrades/" + key + "/evidence/" + added.id()))
                .body(Listed.of(added));
    }

    @GetMapping({"/upgrades/{key}/evidence/{id}", "/api/upgrades/{key}/evidence/{id}"})
    @Operation(summary = "One of these files")
    ResponseEntity<byte[]> read(@PathVariable String key, @PathVariable long id) {
        Added file = files.of(existing(key)).stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> NotFound.evidence(key, id, "was never added"));
        byte[] content = files.content(file)
                .orElseThrow(() -> NotFound.evidence(key, id, "was erased; its digest and name stand in the record"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }

    @ExceptionHandler
    ProblemDetail changed(EvidenceFiles.Changed tampered) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, tampered.getMessage());
        problem.setTitle("The file is not given out");
        return problem;
    }

    private String existing(String key) {
        upgrades.look(key).orElseThrow(() -> NotFound.upgrade(key));
        return key;
    }
}
