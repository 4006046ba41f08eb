package org.liftlock.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** The keys one machine may show. A key that is not known, or is another one, is refused; nothing is ever learned. */
final class HostKeys {

    private static final String FINGERPRINT = "SHA256:";
    private static final String REVOKED = "revoked";

    /** @param fingerprint of the key, empty when it is revoked; type is empty when only a fingerprint is known */
    private record Pin(Optional<String> type, String fingerprint, boolean revoked, String where) {}

    private final SshAccess access;
    private final List<Pin> pins;

    private HostKeys(SshAccess access, List<Pin> pins) {
        this.access = access;
        this.pins = pins;
    }

    /** @throws NotReached when what is written of the keys cannot be read */
    static HostKeys of(SshAccess access) throws NotReached {
        List<Pin> pins = new ArrayList<>();
        for (String written : access.hostKeys()) {
            pins.add(
                    written.startsWith(FINGERPRINT)
                            ? new Pin(Optional.empty(), written, false, "host_key of " + access.host())
                            : pin(
                                    access,
                                    AuthorizedKeyEntry.parseAuthorizedKeyEntry(written),
                                    false,
                                    "host_key of " + access.host()));
        }
        if (pins.isEmpty() && access.knownHosts().isPresent()) {
            pins.addAll(known(access, access.knownHosts().get()));
        }
        return new HostKeys(access, pins);
    }

    private static List<Pin> known(SshAccess access, String file) throws NotReached {
        List<Pin> pins = new ArrayList<>();
        try {
            for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(Path.of(file))) {
                boolean here = entry.isHostMatch(access.host(), access.port())
                        || entry.isHostMatch(access.address(), access.port());
                boolean revoked = REVOKED.equals(entry.getMarker());
                if (here && (entry.getMarker() == null || entry.getMarker().isEmpty() || revoked)) {
                    pins.add(pin(access, entry.getKeyEntry(), revoked, file));
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new NotReached(
                    "The known host keys in " + file + ", needed to reach " + access.machine()
                            + ", cannot be read (" + unreadable.getMessage()
                            + "). Provide the file, or correct known_hosts: in the site's access",
                    unreadable);
        }
        return pins;
    }

    private static Pin pin(SshAccess access, AuthorizedKeyEntry entry, boolean revoked, String where)
            throws NotReached {
        try {
            PublicKey key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            return new Pin(Optional.of(KeyUtils.getKeyType(key)), KeyUtils.getFingerPrint(key), revoked, where);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw new NotReached(
                    "A host key written for " + access.machine() + " in " + where + " cannot be read ("
                            + unreadable.getMessage() + "). Write it as ssh-keyscan prints it, or as SHA256:...",
                    unreadable);
        }
    }

    /** The types known of this machine first: it may have keys of several types, and shows one that is asked for. */
    String preferred(String proposal) {
        List<String> types = new ArrayList<>(List.of(proposal.split(",")));
        List<String> known = pins.stream()
                .filter(pin -> !pin.revoked())
                .flatMap(pin -> pin.type().stream())
                .toList();
        List<String> wanted = types.stream().filter(type -> fits(type, known)).collect(Collectors.toList());
        if (wanted.isEmpty()) {
            types.stream().filter("ssh-ed25519"::equals).forEach(wanted::add);
        }
        types.removeAll(wanted);
        wanted.addAll(types);
        return String.join(",", wanted);
    }

    private static boolean fits(String algorithm, List<String> types) {
        return types.contains(algorithm)
                || algorithm.startsWith("rsa-sha2-") && types.contains("ssh-rsa") && !algorithm.contains("cert");
    }

    /** Why this key is refused, and what to do; empty when it is the right one. */
    Optional<String> refusal(PublicKey shown) {
        String fingerprint = KeyUtils.getFingerPrint(shown);
        List<Pin> same = pins.stream()
                .filter(pin -> pin.fingerprint().equals(fingerprint))
                .toList();
        if (same.stream().anyMatch(Pin::revoked)) {
            return Optional.of(seen(shown, fingerprint) + ", which is marked as revoked in "
                    + same.get(0).where() + ". Somebody may be using a stolen key: ask whoever runs the machine"
                    + " before anything else. Nothing was sent");
        }
        if (!same.isEmpty()) {
            return Optional.empty();
        }
        String compare = "Compare it with what ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub (or the file of that"
                + " type) prints on the machine itself; when both are equal, ";
        List<Pin> valid = pins.stream().filter(pin -> !pin.revoked()).toList();
        return Optional.of(
                valid.isEmpty()
                        ? seen(shown, fingerprint) + ", and none of its keys is known. Nothing was sent. " + compare
                                + "write host_key: \"" + fingerprint + "\" into access of the target"
                                + access.knownHosts()
                                        .map(file -> ", or add the key to " + file)
                                        .orElse("")
                        : seen(shown, fingerprint) + ", but expected is "
                                + valid.stream()
                                        .map(Pin::fingerprint)
                                        .distinct()
                                        .collect(Collectors.joining(" or "))
                                + " (" + valid.get(0).where() + "). Either the machine was set up anew, or"
                                + " something stands between and answers for it. Nothing was sent. " + compare
                                + "replace the key in " + valid.get(0).where());
    }

    /** Whether any key of the machine is known that it may show. */
    boolean any() {
        return pins.stream().anyMatch(pin -> !pin.revoked());
    }

    private String seen(PublicKey shown, String fingerprint) {
        return access.machine() + " shows the host key " + KeyUtils.getKeyType(shown) + " " + fingerprint;
    }
}
