package org.liftlock.communication;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Mail by SMTP when {@code spring.mail.host} is set; otherwise as files in {@code liftlock.mail.directory}, which a site
 * without a network carries on by its own means. With neither, mail fails and says so: it never counts as sent.
 */
@Component
class MailTransport implements Transport {

    private final Optional<JavaMailSender> smtp;
    private final Optional<Path> directory;
    private final String from;

    MailTransport(
            ObjectProvider<JavaMailSender> smtp,
            @Value("${liftlock.mail.directory:}") String directory,
            @Value("${liftlock.mail.from:liftlock@localhost}") String from) {
        this.smtp = Optional.ofNullable(smtp.getIfAvailable());
        this.directory = directory.isBlank() ? Optional.empty() : Optional.of(Path.of(directory));
        this.from = from;
    }

    @Override
    public Recipient.Channel channel() {
        return Recipient.Channel.MAIL;
    }

    @Override
    public void send(Message message) throws NotSent {
        try {
            MimeMessage mail = Mail.of(message, from);
            if (smtp.isPresent()) {
                smtp.get().send(mail);
            } else if (directory.isPresent()) {
                drop(mail, directory.get(), message.id() + ".eml");
            } else {
                throw new NotSent(
                        "No way to send mail is set up. Set spring.mail.host (SMTP) or liftlock.mail.directory", null);
            }
        } catch (MessagingException | MailException refused) {
            throw new NotSent("The mail server did not take the message: " + refused.getMessage(), refused);
        } catch (IOException full) {
            throw new NotSent("The mail could not be written to " + directory.orElseThrow() + ": " + full, full);
        }
    }

    private static void drop(MimeMessage mail, Path directory, String name) throws IOException, MessagingException {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, name, ".new");
        try (var file = Files.newOutputStream(draft)) {
            mail.writeTo(file);
        }
        Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
