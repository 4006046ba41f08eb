package org.liftlock.communication;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;
import org.springframework.mail.javamail.MimeMessageHelper;

/** A mail in text and HTML whose Message-ID is ours, so that a mail sent twice is recognised as one. */
final class Mail extends MimeMessage {

    private final String id;

    private Mail(String id) {
        super(Session.getInstance(new Properties()));
        this.id = id;
    }

    static MimeMessage of(Message message, String from) throws MessagingException {
        String host = from.substring(from.indexOf('@') + 1).replace(">", "");
        Mail mail = new Mail("<" + message.id() + "@" + host + ">");
        MimeMessageHelper parts = new MimeMessageHelper(mail, message.html().isPresent(), "UTF-8");
        parts.setFrom(from);
        parts.setTo(message.recipient());
        parts.setSubject(message.subject());
        parts.setSentDate(Date.from(message.writtenAt()));
        if (message.html().isPresent()) {
            parts.setText(message.text(), message.html().get());
        } else {
            parts.setText(message.text());
        }
        // Keeps absence notices from answering (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.saveChanges();
        return mail;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
