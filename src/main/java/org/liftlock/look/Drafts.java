package org.liftlock.look;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.liftlock.channel.NotReached;
import org.liftlock.channel.OneMachine;
import org.liftlock.channel.ShownKey;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.KindLook;
import org.liftlock.security.SecretRef;
import org.liftlock.security.SecretStore;

/** Drafts a description of a system by a look at its machine. */
public final class Drafts {

    private static final String KEY = "look";

    /** As which the private key stands in what is told of a connection. */
    public static final String SECRET = "secret:" + KEY;

    private final LookRequest asked;
    private final KindLook kind;

    /** @throws org.liftlock.descriptor.InvalidDescription when there is no such kind */
    public Drafts(LookRequest asked) {
        this.asked = asked;
        this.kind = KindLook.of(asked.kind(), asked.kinds(), asked.address().target());
    }

    /** Of the machine this runs on. */
    public String ofThisMachine(LocalDate today) {
        try (OneMachine machine = OneMachine.here()) {
            return draft(machine, new SecretStore(Optional.empty(), Map.of()), Optional.empty(), today);
        }
    }

    /**
     * Of a machine reached over SSH. Its host key is looked at before anybody logs in.
     *
     * @param privateKey text of the key to log in with; empty to ask an agent
     * @param agent socket of an agent
     * @param tell what a person should know at once
     * @throws NotReached when it cannot be reached, or shows another key than is known of it
     */
    public String overSsh(Optional<String> privateKey, Optional<String> agent, LocalDate today, Consumer<String> tell)
            throws NotReached {
        SecretStore secrets = new SecretStore(
                Optional.empty(),
                privateKey.map(text -> Map.of("LIFTLOCK_SECRET_LOOK", text)).orElse(Map.of()));
        SshAccess toSee =
                access(privateKey, agent, List.of(), asked.knownHosts().map(Object::toString));
        ShownKey shown = OneMachine.shownBy(toSee, secrets);
        if (shown.refusal().isPresent()) {
            throw new NotReached(shown.refusal().get());
        }
        tell.accept(asked.address().host() + " shows the host key " + shown.fingerprint()
                + (shown.known()
                        ? ", which is known."
                        : ", which nobody here knows. It is written into the draft as found: compare it with what"
                                + " ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub prints on the machine itself,"
                                + " before Liftlock uses it."));
        SshAccess pinned = access(privateKey, agent, List.of(shown.key()), Optional.empty());
        try (OneMachine machine = OneMachine.over(pinned, secrets)) {
            return draft(machine, secrets, Optional.of(shown), today);
        }
    }

    private SshAccess access(
            Optional<String> privateKey, Optional<String> agent, List<String> hostKeys, Optional<String> knownHosts) {
        return new SshAccess(
                asked.address().host(),
                asked.address().host(),
                asked.address().port(),
                asked.address().user().orElseThrow(),
                privateKey.map(text -> new SecretRef(KEY)),
                Optional.empty(),
                privateKey.isPresent() ? Optional.empty() : agent,
                hostKeys,
                knownHosts,
                Optional.empty(),
                SshAccess.USUAL_HOME,
                SshAccess.USUAL_JAVA);
    }

    private String draft(OneMachine machine, SecretStore secrets, Optional<ShownKey> key, LocalDate today) {
        Seen seen = new SystemLook(kind, asked.address().target(), machine, secrets).at(asked.variables(), key);
        return new Draft(asked, seen, today).write();
    }
}
