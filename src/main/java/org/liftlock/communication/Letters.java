package org.liftlock.communication;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Puts messages into words. A kind has one template of words, {@code mail/<kind>.txt}: the subject in its first line,
 * then paragraphs with blank lines between them. The frames {@code mail/letter.txt} and {@code mail/letter.html} are
 * the same for all, so that text and HTML cannot say different things.
 */
@Component
class Letters {

    private static final int LONGEST_SUBJECT = 200;

    private final SpringTemplateEngine text = engine(TemplateMode.TEXT, ".txt");
    private final SpringTemplateEngine html = engine(TemplateMode.HTML, ".html");

    Letter write(MessageKind kind, Optional<String> upgradeKey, Map<String, Object> facts, ZoneId zone) {
        Map<String, Object> words = new HashMap<>(Facts.forPeople(facts, zone));
        upgradeKey.ifPresent(key -> words.put("upgrade", key));
        String[] said = text.process(kind.word(), new Context(Locale.ENGLISH, words))
                .strip()
                .split("\n", 2);
        List<String> paragraphs = Arrays.stream((said.length > 1 ? said[1] : "").split("\n\\s*\n"))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
        String subject = subject(upgradeKey, said[0]);
        words.put("subject", subject);
        words.put("paragraphs", paragraphs);
        words.put("body", String.join("\n\n", paragraphs));
        Context frame = new Context(Locale.ENGLISH, words);
        return new Letter(subject, text.process("letter", frame).strip() + "\n", html.process("letter", frame));
    }

    private static String subject(Optional<String> upgradeKey, String line) {
        String subject = upgradeKey.map(key -> "[" + key + "] ").orElse("")
                + line.replaceAll("\\s+", " ").strip();
        return subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 1) + "…";
    }

    /** Engines of our own: the one of the web pages looks elsewhere and must not be replaced. */
    private static SpringTemplateEngine engine(TemplateMode mode, String suffix) {
        ClassLoaderTemplateResolver mail = new ClassLoaderTemplateResolver(Letters.class.getClassLoader());
        mail.setPrefix("mail/");
        mail.setSuffix(suffix);
        mail.setTemplateMode(mode);
        mail.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(mail);
        return engine;
    }
}
