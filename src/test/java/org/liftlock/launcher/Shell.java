package org.liftlock.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.liftlock.channel.TestSshd;
import org.springframework.util.FileSystemUtils;

/**
 * A shell the launcher's script has to run under, alone on the path with the tools that the script's head names: so the
 * tests run as on a minimal Debian without procps and sudo, and as on a minimal Alpine.
 */
record Shell(String name, Path tools, boolean overSsh) {

    /** What commands of these tests need beyond that. */
    private static final List<String> FOR_COMMANDS = List.of("sh", "yes", "true");

    private static final Pattern TOOL_LIST = Pattern.compile("(?s)busybox on Alpine: (.*?)\\. Only commands");

    /** Each shell on this machine, and one on a machine that is reached over SSH. */
    static Stream<Shell> everywhere() {
        boolean sshd = TestSshd.isInstalled();
        if (!sshd) {
            System.out.println("No test of the launcher over SSH: sshd is not installed (Debian: openssh-server)");
        }
        return Stream.concat(
                installed(),
                dash().filter(shell -> sshd).map(shell -> new Shell("dash over SSH", shell.tools(), true)).stream());
    }

    /** Those installed here; dash is on every Debian, busybox is what Alpine has. */
    static Stream<Shell> installed() {
        return Found.SHELLS.stream();
    }

    /** Looked for once in a run. */
    private static final class Found {

        static final List<Shell> SHELLS =
                Stream.of(dash(), busybox()).flatMap(Optional::stream).toList();
    }

    String program() {
        return tools.resolve("sh").toString();
    }

    String path() {
        return tools.toString();
    }

    static List<String> toolsNamedInTheHead() {
        try (InputStream script = Shell.class.getResourceAsStream("/launcher/liftlock-launcher")) {
            Matcher list = TOOL_LIST.matcher(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            if (!list.find()) {
                throw new IllegalStateException("The head of the launcher's script lists no tools any more");
            }
            return List.of(list.group(1).replace("#", " ").strip().split("\\s+"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Shell> dash() {
        return find("dash").map(dash -> new Shell("dash", linked(dash, Set.of("sh")), false));
    }

    /** Debian builds its busybox without flock, Alpine with it: here the one of util-linux stands in. */
    private static Optional<Shell> busybox() {
        return find("busybox").map(busybox -> new Shell("busybox", linked(busybox, applets(busybox)), false));
    }

    private static Path linked(Path program, Set<String> own) {
        try {
            Path tools = folder("tools");
            List<String> names = new ArrayList<>(toolsNamedInTheHead());
            names.addAll(FOR_COMMANDS);
            for (String name : names) {
                Path tool = own.contains(name) ? program : find(name).orElseThrow();
                Files.createSymbolicLink(tools.resolve(name), tool);
            }
            return tools;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** A folder of this run of the tests, gone with it. */
    static Path folder(String name) throws IOException {
        Path folder = Files.createTempDirectory(name);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
        return folder;
    }

    private static Set<String> applets(Path busybox) {
        try {
            Process list = new ProcessBuilder(busybox.toString(), "--list").start();
            return Set.copyOf(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
