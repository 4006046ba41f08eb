package org.liftlock.channel;

import java.util.Optional;

/**
 * The host key a machine shows.
 *
 * @param key as ssh-keyscan prints it: {@code ssh-ed25519 AAAA...}
 * @param fingerprint as ssh-keygen -lf prints it: {@code SHA256:...}
 * @param known whether it is among the keys the machine may show
 * @param refusal why it must not be trusted: another key is known of the machine, or this one is revoked
 */
public record ShownKey(String key, String fingerprint, boolean known, Optional<String> refusal) {}
