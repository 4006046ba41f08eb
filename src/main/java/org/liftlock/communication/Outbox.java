package org.liftlock.communication;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where messages are written, in the transaction of what they tell; they leave after its commit. */
@Component
public class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Letters letters;
    private final Payloads payloads;
    private final Optional<Recipient> siteWebhook;

    Outbox(
            JdbcClient jdbc,
            Clock clock,
            Letters letters,
            Payloads payloads,
            @Value("${liftlock.messages.webhook:}") String siteWebhook) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.letters = letters;
        this.payloads = payloads;
        this.siteWebhook = siteWebhook.isBlank() ? Optional.empty() : Optional.of(Recipient.webhook(siteWebhook));
    }

    /**
     * Writes one message to each recipient, and to the webhook of the site if there is one. Written again under the same
     * id, by a step that is repeated, nothing is added.
     *
     * @param messageId the same whenever the same thing is told, such as {@code UPG-2026-0001.announce-upgrade.1}
     */
    @Transactional
    public void write(
            MessageKind kind,
            Optional<String> upgradeKey,
            List<Recipient> to,
            Map<String, Object> facts,
            String messageId) {
        if (!messageId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
            throw new IllegalArgumentException("A message id has at most 80 letters, digits, dots, dashes and"
                    + " underscores, not \"" + messageId + "\"");
        }
        kind.requireFacts(facts);
        Set<Recipient> everyone = new LinkedHashSet<>(to);
        siteWebhook.filter(site -> kind.isForTheSite()).ifPresent(everyone::add);
        if (everyone.isEmpty()) {
            throw new IllegalArgumentException(
                    "The message " + messageId + " has no recipient. Give the people concerned"
                            + " a mail address in the site's description, or set liftlock.messages.webhook");
        }
        everyone.forEach(recipient -> write(kind, upgradeKey, recipient, facts, messageId));
    }

    /** Whether messages of this kind were written for the upgrade, and every one was sent (R30). */
    public boolean allSent(String upgradeKey, MessageKind kind) {
        return jdbc.sql("""
                        select count(*) > 0 and count(*) = count(sent_at) from message
                        where upgrade_key = ? and kind = ?
                        """)
                .params(upgradeKey, kind.name())
                .query(Boolean.class)
                .single();
    }

    /** How many messages were given up; they need a person. */
    public long failed() {
        return jdbc.sql("select count(*) from message where given_up_at is not null")
                .query(Long.class)
                .single();
    }

    /** Messages of an upgrade, oldest first, for people to look at. */
    public List<Sent> of(String upgradeKey) {
        return jdbc.sql("""
                        select message_id, kind, recipient, subject, written_at, attempts, sent_at, given_up_at, last_error
                        from message where upgrade_key = ? order by written_at, message_id
                        """).param(upgradeKey).query(Sent.ROW).list();
    }

    /** Tries a message again that was given up, at once. */
    @Transactional
    public void tryAgain(String messageId) {
        int changed = jdbc.sql("""
                        update message set given_up_at = null, attempts = 0, next_attempt_at = ?
                        where message_id = ? and given_up_at is not null
                        """).params(now(), messageId).update();
        if (changed == 0) {
            throw new IllegalArgumentException("There is no message " + messageId + " that was given up");
        }
    }

    private void write(
            MessageKind kind,
            Optional<String> upgradeKey,
            Recipient recipient,
            Map<String, Object> facts,
            String messageId) {
        String id = messageId + "."
                + Digest.of(recipient.channel() + " " + recipient.address()).brief();
        if (isWritten(id)) {
            return;
        }
        Letter letter = letters.write(kind, upgradeKey, facts, recipient.timeZone());
        boolean mail = recipient.channel() == Recipient.Channel.MAIL;
        OffsetDateTime now = now();
        jdbc.sql("""
                        insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body, html_body,
                            written_at, attempts, next_attempt_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                        """)
                .param(id)
                .param(upgradeKey.orElse(null))
                .param(kind.name())
                .param(recipient.channel().name())
                .param(recipient.address())
                .param(letter.subject())
                .param(mail ? letter.text() : payloads.of(id, kind, upgradeKey, letter, facts, now.toInstant()))
                .param(mail ? letter.html() : null)
                .param(now)
                .param(now)
                .update();
    }

    /** Looked up first: a duplicate key would end the caller's transaction on PostgreSQL. */
    private boolean isWritten(String id) {
        return jdbc.sql("select count(*) from message where message_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
