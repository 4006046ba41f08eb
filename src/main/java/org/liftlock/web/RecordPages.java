package org.liftlock.web;

import java.nio.charset.StandardCharsets;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.document.RecordRenderer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The record of an upgrade as a document: to read, to print, to keep. All three forms are of the same JSON. */
@Controller
class RecordPages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final UpgradeRecords records;
    private final RecordRenderer renderer;

    RecordPages(UpgradeRecords records, RecordRenderer renderer) {
        this.records = records;
        this.renderer = renderer;
    }

    @GetMapping("/upgrades/{key}/record")
    ResponseEntity<byte[]> html(@PathVariable String key) {
        byte[] page = renderer.html(record(key)).getBytes(StandardCharsets.UTF_8);
        return as(HTML, ContentDisposition.inline(), key, "html")
                .header("Content-Security-Policy", renderer.contentPolicy())
                .body(page);
    }

    @GetMapping("/upgrades/{key}/record.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String key) {
        byte[] pdf = renderer.pdf(record(key));
        return as(MediaType.APPLICATION_PDF, ContentDisposition.inline(), key, "pdf")
                .body(pdf);
    }

    @GetMapping("/upgrades/{key}/record.json")
    ResponseEntity<byte[]> json(@PathVariable String key) {
        byte[] json = record(key).getBytes(StandardCharsets.UTF_8);
        return as(MediaType.APPLICATION_JSON, ContentDisposition.attachment(), key, "json")
                .body(json);
    }

    private String record(String key) {
        return records.document(key).orElseThrow(() -> NotFound.upgrade(key));
    }

    private static ResponseEntity.BodyBuilder as(
            MediaType type, ContentDisposition.Builder disposition, String key, String ending) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition.filename(key + "-record." + ending).build().toString());
    }
}
