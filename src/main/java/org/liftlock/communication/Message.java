package org.liftlock.communication;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that is due.
 *
 * @param attempts how often it was tried, this time included
 */
record Message(
        String id,
        Optional<String> upgradeKey,
        Recipient.Channel channel,
        String recipient,
        String subject,
        String text,
        Optional<String> html,
        Instant writtenAt,
        int attempts) {}
