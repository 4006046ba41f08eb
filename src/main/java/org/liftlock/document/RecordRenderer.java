package org.liftlock.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.liftlock.naming.Digest;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Makes HTML and PDF of a JSON record. The page needs nothing but itself: it can be saved, sent and read without us. */
@Component
public class RecordRenderer {

    private static final String STYLE = text("record.css");
    private static final String SCREEN = text("record-screen.css");

    private final SpringTemplateEngine templates = templates();
    private final PdfWriter pdf = new PdfWriter(text("record-pdf.css"));

    /** A PDF costs a processor for a while, and upgrades go on meanwhile. */
    private final Semaphore turns = new Semaphore(2);

    /** @throws IllegalArgumentException for what is no record of an upgrade */
    public String html(String json) {
        Map<String, Object> content = Map.of("record", RecordDocument.of(json), "style", STYLE, "screen", SCREEN);
        return templates.process("record", new Context(Locale.ENGLISH, content));
    }

    /** @throws IllegalArgumentException for what is no record of an upgrade */
    public byte[] pdf(String json) {
        String html = html(json);
        turns.acquireUninterruptibly();
        try {
            return pdf.write(html);
        } finally {
            turns.release();
        }
    }

    /** What a browser lets the page do: show its own two style sheets, and nothing else. */
    public String contentPolicy() {
        return "default-src 'none'; style-src " + hash(STYLE) + " " + hash(SCREEN)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String hash(String style) {
        byte[] digest = Digest.sha256().digest(style.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private static String text(String file) {
        try (InputStream content = RecordRenderer.class.getResourceAsStream("/documents/" + file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An engine of our own: the one of the web pages looks elsewhere and must not be replaced. */
    private static SpringTemplateEngine templates() {
        ClassLoaderTemplateResolver documents = new ClassLoaderTemplateResolver(RecordRenderer.class.getClassLoader());
        documents.setPrefix("documents/");
        documents.setSuffix(".html");
        documents.setTemplateMode(TemplateMode.HTML);
        documents.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(documents);
        return engine;
    }
}
