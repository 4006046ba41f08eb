package org.liftlock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.liftlock.channel.NotReached;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.look.Address;
import org.liftlock.look.Drafts;
import org.liftlock.look.LookRequest;
import org.liftlock.naming.SystemId;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drafts a description of a system by looking at its machine. */
@Command(
        name = "look",
        description = "Looks at a machine, changes nothing there, and drafts the description of a system of that kind."
                + " What it cannot find out stands in the draft as FILL IN. Exit 0 written, 1 refused, 2 not reached.",
        mixinStandardHelpOptions = true)
final class LookCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MACHINE", description = "ssh://user@host, ssh://user@host:port, or local.")
    private String machine;

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "A shipped kind, or one of --kinds.")
    private String kind;

    @Option(names = "--kinds", paramLabel = "FILE", description = "A file with kinds of your own.")
    private List<Path> kinds = List.of();

    @Option(names = "--system", paramLabel = "NAME", description = "Its name; otherwise that of the host.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--owner", paramLabel = "GROUP", description = "Who answers for it.")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "A variable of the kind, such as package=nginx; the rest is looked for.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Write a request for this version, too, so that plan shows what would run.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Private key to log in with; otherwise the agent of SSH_AUTH_SOCK, then ~/.ssh/id_*.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "Known host keys; otherwise ~/.ssh/known_hosts, where there is one.")
    private Optional<Path> knownHosts = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "A new file for the draft; otherwise it is printed.")
    private Optional<Path> file = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        // What goes wrong on a connection is told once, below.
        LoggingSystem.get(LookCommand.class.getClassLoader()).setLogLevel("org.apache.sshd", LogLevel.OFF);
        try {
            String draft = draft(err);
            if (file.isPresent()) {
                Files.writeString(file.get(), draft, StandardOpenOption.CREATE_NEW);
                err.println("Written: " + file.get() + ". Fill in what it lacks, then: check-file " + file.get());
            } else {
                spec.commandLine().getOut().print(draft);
                spec.commandLine().getOut().flush();
            }
            return LiftlockCommand.FINE;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage() + ".");
            return LiftlockCommand.PROBLEMS;
        } catch (NotReached | LauncherTrouble unreachable) {
            err.println(inOwnWords(unreachable.getMessage()) + ".");
            return LiftlockCommand.UNREADABLE;
        } catch (FileAlreadyExistsException there) {
            err.println(there.getFile() + " is already there, and is not overwritten. Choose another name.");
            return LiftlockCommand.PROBLEMS;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The key that was given stands for a secret, of which the person who looks knows nothing. */
    private String inOwnWords(String refusal) {
        boolean unread = refusal.startsWith(Drafts.SECRET + ", the key to");
        return refusal.replace(Drafts.SECRET, login().map(Path::toString).orElse(Drafts.SECRET))
                + (unread ? ". A key with a passphrase is used by an agent: ssh-add, then look without --key" : "");
    }

    private String draft(PrintWriter err) throws NotReached, IOException {
        String user = System.getProperty("user.name");
        Address address = Address.parse(machine, user);
        if (knownHosts.isPresent() && !Files.isReadable(knownHosts.get())) {
            throw new NoSuchFileException(knownHosts.get().toString());
        }
        Path ssh = ssh();
        String name = new SystemId(system.orElse(address.systemName())).value();
        Drafts drafts = new Drafts(new LookRequest(
                address,
                kind,
                kinds,
                name,
                owner,
                variables,
                to,
                user,
                knownHosts.or(() -> Optional.of(ssh.resolve("known_hosts")).filter(Files::isReadable))));
        if (address.isHere()) {
            return drafts.ofThisMachine(LocalDate.now());
        }
        Optional<String> agent = agent();
        Optional<Path> login = login();
        if (login.isEmpty() && agent.isEmpty()) {
            throw new IllegalArgumentException("There is no key to log in with: neither --key, nor an agent"
                    + " (SSH_AUTH_SOCK), nor " + ssh.resolve("id_ed25519"));
        }
        Optional<String> text = login.isPresent() ? Optional.of(Files.readString(login.get())) : Optional.empty();
        return drafts.overSsh(text, agent, LocalDate.now(), err::println);
    }

    private static Path ssh() {
        return Path.of(System.getProperty("user.home"), ".ssh");
    }

    private static Optional<String> agent() {
        return Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).filter(socket -> !socket.isBlank());
    }

    private Optional<Path> login() {
        return key.or(() -> agent().isPresent() ? Optional.empty() : usualKey(ssh()));
    }

    private static Optional<Path> usualKey(Path ssh) {
        return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                .map(ssh::resolve)
                .filter(Files::isReadable)
                .findFirst();
    }
}
