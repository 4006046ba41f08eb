package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretRef;

/** Makes the way to a machine of what site, system, environment and target say of it, each above the one before. */
final class AccessReader {

    static final String ACCESS = "access";
    private static final int LAST_PORT = 65535;
    private static final Pattern HOST_KEY =
            Pattern.compile("SHA256:[A-Za-z0-9+/]{43}|(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/=]+( .*)?");
    /** For a target that needs no bastion where others do. */
    private static final String DIRECTLY = "none";

    private final Fields access;

    private AccessReader(Fields access) {
        this.access = access;
    }

    /** What the whole system says. */
    static AccessReader of(Fields merged) {
        return new AccessReader(Merger.merge(merged.fields(Layers.SITE).fields(ACCESS), merged.fields(ACCESS)));
    }

    /** What the site says for machines that no system describes. */
    static AccessReader ofSite(Fields site) {
        return new AccessReader(site.fields(ACCESS));
    }

    AccessReader below(Fields said) {
        return new AccessReader(Merger.merge(access, said.fields(ACCESS)));
    }

    /** @param value what is written, empty when nothing is */
    record Lack(String key, String value, String expected, String remedy) {}

    /** What is missing or wrong; nothing when it can only be the machine Liftlock runs on, since nothing is said at all. */
    Optional<Lack> lack() {
        if (access.map().isEmpty()) {
            return Optional.empty();
        } else if (access.text("user").isEmpty()) {
            return Optional.of(new Lack(
                    "user",
                    "",
                    "the user to connect as",
                    "Add access: {user: liftlock} to the site, or to the target."));
        } else if (access.text("key").or(() -> access.text("agent")).isEmpty()) {
            return Optional.of(
                    new Lack(
                            "key",
                            "",
                            "a key, or an agent that holds one",
                            "Add access: {key: secret:ssh-key} (or agent: /path/of/its/socket) to the site, or to the target."));
        }
        return wrongPort("port", access.text("port"))
                .or(() -> wrongPort("via.port", access.fields("via").text("port")))
                .or(() -> access.text("via").flatMap(AccessReader::wrongBastion))
                .or(() -> wrongKey("host_key", access.texts("host_key")))
                .or(() -> wrongKey("via.host_key", access.fields("via").texts("host_key")));
    }

    private static Optional<Lack> wrongPort(String key, Optional<String> written) {
        return written.filter(port ->
                        !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT)
                .map(port -> new Lack(
                        key,
                        port,
                        "a port between 1 and 65535",
                        "Write the port sshd listens on, or leave" + " it out for 22."));
    }

    private static Optional<Lack> wrongKey(String key, List<String> written) {
        return written.stream()
                .filter(pin -> !HOST_KEY.matcher(pin).matches())
                .findFirst()
                .map(
                        pin -> new Lack(
                                key,
                                pin,
                                "a host key: ssh-ed25519 AAAA... or SHA256:...",
                                "Write it as ssh-keyscan prints it, without the host, or as ssh-keygen -lf prints its fingerprint."));
    }

    private static Optional<Lack> wrongBastion(String written) {
        boolean named = written.matches("([^@:\\s]+@)?[A-Za-z0-9][A-Za-z0-9.-]*(:\\d{1,5})?");
        int colon = written.indexOf(':');
        return named
                ? wrongPort("via", Optional.of(colon < 0 ? "22" : written.substring(colon + 1)))
                : Optional.of(new Lack(
                        "via",
                        written,
                        "a host, user@host or user@host:port",
                        "Name the bastion, or write via: none."));
    }

    /** Empty when nothing, or not enough, is said. */
    Optional<SshAccess> to(TargetId target) {
        return access.map().isEmpty() || lack().isPresent()
                ? Optional.empty()
                : Optional.of(read(access, target.host(), bastion()));
    }

    /** A bastion is reached like the target, unless something else is said of it; its key is its own. */
    private Optional<SshAccess> bastion() {
        Optional<String> written = access.text("via");
        Fields usual = access.without("via", "address", "port", "host_key", "home", "java");
        if (written.filter(DIRECTLY::equals).isPresent()) {
            return Optional.empty();
        } else if (written.isPresent()) {
            return Optional.of(bastion(written.get(), usual));
        }
        Fields described = access.fields("via");
        return described.text("host").map(host -> read(Merger.merge(usual, described), host, Optional.empty()));
    }

    private static SshAccess bastion(String written, Fields usual) {
        int at = written.indexOf('@');
        String place = written.substring(at + 1);
        int colon = place.indexOf(':');
        String host = colon < 0 ? place : place.substring(0, colon);
        SshAccess read = read(usual, host, Optional.empty());
        return new SshAccess(
                host,
                host,
                colon < 0 ? SshAccess.USUAL_PORT : Integer.parseInt(place.substring(colon + 1)),
                at < 0 ? read.user() : written.substring(0, at),
                read.key(),
                read.passphrase(),
                read.agent(),
                List.of(),
                read.knownHosts(),
                Optional.empty(),
                read.home(),
                read.java());
    }

    private static SshAccess read(Fields access, String host, Optional<SshAccess> via) {
        return new SshAccess(
                host,
                access.text("address").orElse(host),
                access.text("port").map(Integer::parseInt).orElse(SshAccess.USUAL_PORT),
                access.text("user").orElse(""),
                access.text("key").map(SecretRef::parse),
                access.text("passphrase").map(SecretRef::parse),
                access.text("agent"),
                access.texts("host_key"),
                access.text("known_hosts"),
                via,
                access.text("home").orElse(SshAccess.USUAL_HOME),
                access.text("java").orElse(SshAccess.USUAL_JAVA));
    }
}
