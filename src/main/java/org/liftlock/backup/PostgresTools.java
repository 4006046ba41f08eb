package org.liftlock.backup;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of one major version of PostgreSQL on this machine. An older pg_dump cannot read the server, and what a
 * newer one writes the server may not load again: only the server's own major version does.
 */
final class PostgresTools {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int MUCH = 4000;

    private final Path bin;
    private final int major;

    private PostgresTools(Path bin, int major) {
        this.bin = bin;
        this.major = major;
    }

    /** @param program that must be there, and of the server's version */
    static PostgresTools of(Settings settings, int major, String program) {
        Path bin = settings.optionalPath("bin").orElseGet(() -> usual(major, program));
        PostgresTools tools = new PostgresTools(bin, major);
        tools.require(program);
        return tools;
    }

    private static Path usual(int major, String program) {
        Stream<Path> packaged = Stream.of("/usr/lib/postgresql/" + major + "/bin", "/usr/pgsql-" + major + "/bin")
                .map(Path::of);
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of);
        return Stream.concat(packaged, path)
                .filter(folder -> Files.isExecutable(folder.resolve(program)))
                .findFirst()
                .orElseThrow(() -> new StoreException(program + " of PostgreSQL " + major + " is not on this machine."
                        + " Install it (Debian: " + packageOf(program, major) + "), or name its folder under \"bin\""
                        + " in the description of the store."));
    }

    private static String packageOf(String program, int major) {
        boolean server = List.of("initdb", "postgres").contains(program);
        return (server ? "postgresql-" : "postgresql-client-") + major;
    }

    void require(String program) {
        String version = version(program);
        Matcher matcher = VERSION.matcher(version);
        int found = matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
        if (found == major) {
            return;
        }
        String why = found < 0
                ? "says no version"
                : found < major
                        ? "is older than the server, " + major + ", and cannot back it up"
                        : "is newer than the server, " + major + ", which may not load what it writes";
        throw new StoreException(bin.resolve(program) + " (" + version + ") " + why + ". Install "
                + packageOf(program, major) + ", or name the folder of its programs under \"bin\" in the description of"
                + " the store.");
    }

    /** As the program says it: {@code pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)}. */
    String version(String program) {
        return version(program, "--version");
    }

    /** @param word that asks for it */
    String version(String program, String word) {
        return run(Map.of(), List.of(program, word)).output().strip();
    }

    record Ran(int exitCode, String output, String errors) {

        boolean failed() {
            return exitCode != 0;
        }

        boolean diskIsFull() {
            return errors.contains("No space left on device") || errors.contains("Disk quota exceeded");
        }
    }

    /** @throws StoreException when the program did not end well */
    void must(String act, Map<String, String> environment, List<String> command) {
        Ran ran = run(environment, command);
        if (ran.failed()) {
            throw failed(act, command.get(0), ran);
        }
    }

    static StoreException failed(String act, String program, Ran ran) {
        return ran.diskIsFull()
                ? StoreException.because(act, new IOException("No space left on device"))
                : new StoreException(act + " failed: " + program + " ended with exit code " + ran.exitCode() + ": "
                        + ran.errors().strip());
    }

    Ran run(Map<String, String> environment, List<String> command) {
        return run(environment, List.of(), command);
    }

    /** @param before a program that runs the command as somebody else */
    Ran run(Map<String, String> environment, List<String> before, List<String> command) {
        try {
            Process process = start(environment, before, command, Optional.empty());
            process.getOutputStream().close();
            // Together, so that neither pipe fills up while the other is read; none of these programs prints much.
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            return new Ran(exitCode, said, said.length() > MUCH ? said.substring(said.length() - MUCH) : said);
        } catch (IOException missing) {
            throw new StoreException(
                    bin.resolve(command.get(0)) + " cannot be run: " + missing.getMessage() + ". Correct \"bin\" in the"
                            + " description of the store.",
                    missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException(command.get(0) + " was interrupted", stopped);
        }
    }

    Process start(Map<String, String> environment, List<String> command, Optional<Path> log) throws IOException {
        return start(environment, List.of(), command, log);
    }

    /** @param before a program that runs the command as somebody else */
    Process start(Map<String, String> environment, List<String> before, List<String> command, Optional<Path> log)
            throws IOException {
        List<String> arguments = new ArrayList<>(before);
        arguments.add(bin.resolve(command.get(0)).toString());
        arguments.addAll(command.subList(1, command.size()));
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().remove(StoreProgram.PASSWORD);
        builder.environment().put("LC_MESSAGES", "C");
        builder.environment().putAll(environment);
        log.ifPresent(file -> builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())));
        return builder.start();
    }
}
