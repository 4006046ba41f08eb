package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretRef;

/** Makes the way to a machine of what site, system, environment and target say of it, each above the one before. */
final class AccessReader {

    static final String ACCESS = "access";
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

    /** What is missing; nothing when it can only be the machine Liftlock runs on, since nothing is said at all. */
    Optional<String> missing() {
        if (access.map().isEmpty()) {
            return Optional.empty();
        } else if (access.text("user").isEmpty()) {
            return Optional.of("user");
        }
        return access.text("key").or(() -> access.text("agent")).isEmpty() ? Optional.of("key") : Optional.empty();
    }

    /** Empty when nothing, or not enough, is said. */
    Optional<SshAccess> to(TargetId target) {
        return access.map().isEmpty() || missing().isPresent()
                ? Optional.empty()
                : Optional.of(read(access, target.host(), bastion()));
    }

    /** A bastion is reached like the target, unless something else is said of it; its key is its own. */
    private Optional<SshAccess> bastion() {
        Optional<String> written = access.text("via");
        Fields usual = access.without("via", "address", "port", "host_key", "home");
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
                read.home());
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
                access.text("home").orElse(SshAccess.USUAL_HOME));
    }
}
