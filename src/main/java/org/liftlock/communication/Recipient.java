package org.liftlock.communication;

import java.time.ZoneId;
import java.util.Optional;
import org.liftlock.descriptor.Person;

/**
 * Who gets a message, and how.
 *
 * @param address a mail address; or the address of a webhook, which may be written {@code secret:name}
 * @param timeZone the zone in which times are shown
 */
public record Recipient(Channel channel, String address, ZoneId timeZone) {

    /** The ways a message can leave. */
    public enum Channel {
        MAIL,
        WEBHOOK
    }

    public Recipient {
        if (address == null || address.isBlank() || address.length() > 300 || address.matches("(?s).*[\\r\\n].*")) {
            throw new IllegalArgumentException("A recipient has an address of one line and at most 300 characters");
        }
        if (channel == Channel.MAIL && !address.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is no mail address (name@host); correct it in the site's people");
        }
    }

    public static Recipient mail(String address, ZoneId timeZone) {
        return new Recipient(Channel.MAIL, address, timeZone);
    }

    public static Recipient webhook(String address) {
        return new Recipient(Channel.WEBHOOK, address, ZoneId.of("UTC"));
    }

    /** A person of the site, unless no mail address is known. */
    public static Optional<Recipient> of(Person person, ZoneId siteTimeZone) {
        return person.mail().map(mail -> mail(mail, person.timeZone().orElse(siteTimeZone)));
    }
}
