package org.liftlock.channel;

import java.util.List;
import java.util.Optional;
import org.liftlock.security.SecretRef;

/**
 * How a machine is reached over SSH.
 *
 * @param host the name it is described and known by
 * @param address where to connect, mostly the host itself
 * @param key reference to a private key in OpenSSH's or PEM's form
 * @param passphrase of that key, when it is encrypted
 * @param agent socket of an agent that holds keys
 * @param hostKeys keys the machine may show: {@code ssh-ed25519 AAAA...} or {@code SHA256:...}
 * @param knownHosts a file of known host keys, which counts when none are named here
 * @param via a host to go through
 * @param home folder of the launcher there, absolute or below the home of the user
 * @param java the program that runs Java there
 */
public record SshAccess(
        String host,
        String address,
        int port,
        String user,
        Optional<SecretRef> key,
        Optional<SecretRef> passphrase,
        Optional<String> agent,
        List<String> hostKeys,
        Optional<String> knownHosts,
        Optional<SshAccess> via,
        String home,
        String java) {

    public static final int USUAL_PORT = 22;
    public static final String USUAL_JAVA = "java";
    public static final String USUAL_HOME = ".liftlock/launcher";

    public SshAccess {
        hostKeys = List.copyOf(hostKeys);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("A port is between 1 and 65535, not " + port);
        }
        if (user.isBlank() || host.isBlank() || address.isBlank() || home.isBlank() || java.isBlank()) {
            throw new IllegalArgumentException("SSH needs a host and a user to connect as");
        }
        if (key.isEmpty() && agent.isEmpty()) {
            throw new IllegalArgumentException(
                    "SSH to " + host + " needs a key (key: secret:name) or an agent" + " (agent: /path/of/its/socket)");
        }
    }

    /** The connection alone: what is done over it needs none of its own. */
    SshAccess connection() {
        return new SshAccess(
                host, address, port, user, key, passphrase, agent, hostKeys, knownHosts, via, USUAL_HOME, USUAL_JAVA);
    }

    /** In words: over SSH as liftlock, through bastion.example.com. */
    public String way() {
        return "over SSH as " + user
                + via.map(bastion -> ", through " + bastion.machine()).orElse("");
    }

    /** How people are told which machine this is. */
    String machine() {
        return (port == USUAL_PORT ? host : host + ":" + port)
                + via.map(bastion -> " (through " + bastion.machine() + ")").orElse("");
    }
}
