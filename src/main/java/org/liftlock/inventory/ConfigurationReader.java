package org.liftlock.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** Reads configuration files below a path: the digest of every file, and the text of the small ones without secrets. */
@Component
class ConfigurationReader {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LARGEST_TEXT = 128 << 10;
    private static final int MOST_TEXTS = 300;
    // Files that are secrets as a whole: their text is not kept at all.
    private static final Pattern SECRET_FILE = Pattern.compile(
            ".*(\\.key|\\.pem|\\.p12|\\.pfx|\\.jks|\\.keystore|\\.pgpass|htpasswd|/g?shadow-?|/id_[a-z0-9]+|\\.env|passwd)$");

    // How a launcher marks that it did not keep everything a program printed.
    private static final Pattern LEFT_OUT = Pattern.compile("\\[\\d+ bytes left out]\\s*\\z");

    private final Launchers launchers;
    private final Journal journal;

    ConfigurationReader(Launchers launchers, Journal journal) {
        this.launchers = launchers;
        this.journal = journal;
    }

    List<InventoryReading> read(InventoryRequest request, String path) {
        List<InventoryReading> readings = new ArrayList<>();
        Launcher launcher = launchers.of(request.target());
        Launcher.Reading digests = below(launcher, path, "sha256sum");
        Launcher.Reading lengths = below(launcher, path, "wc", "-c");
        if (digests.exitCode() != 0) {
            String why = digests.errors().isBlank()
                    ? "exit code " + digests.exitCode()
                    : digests.errors().strip();
            readings.add(new InventoryReading(request.target(), Category.UNREADABLE, path, why));
        }
        if (LEFT_OUT.matcher(digests.output()).find()) {
            readings.add(new InventoryReading(
                    request.target(),
                    Category.UNREADABLE,
                    path,
                    "more files than can be listed; name those that matter"));
        }
        Map<String, Long> sizes = sizes(lengths.output());
        SecretLines secrets = new SecretLines(request.upgrade());
        int texts = 0;
        for (Map.Entry<String, Digest> file : digests(digests.output()).entrySet()) {
            boolean small = sizes.getOrDefault(file.getKey(), Long.MAX_VALUE) <= LARGEST_TEXT && texts < MOST_TEXTS;
            Optional<Digest> text = small ? text(launcher, file.getKey(), secrets) : Optional.empty();
            texts += text.isPresent() ? 1 : 0;
            readings.add(new InventoryReading(
                    request.target(), Category.FILE, file.getKey(), new FileReading(file.getValue(), text).written()));
        }
        return readings;
    }

    private Optional<Digest> text(Launcher launcher, String file, SecretLines secrets) {
        if (SECRET_FILE.matcher(file.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        Launcher.Reading content = launcher.read(Command.of("cat", file).within(LIMIT));
        boolean binary = content.output().indexOf('\0') >= 0 || content.output().indexOf('\uFFFD') >= 0;
        return content.exitCode() != 0 || binary
                ? Optional.empty()
                : Optional.of(journal.keep(secrets.hidden(content.output())));
    }

    /** Follows links: /etc/nginx/sites-enabled holds nothing else. */
    private static Launcher.Reading below(Launcher launcher, String path, String... program) {
        List<String> arguments = new ArrayList<>(List.of("find", "-L", path, "-type", "f", "-exec"));
        arguments.addAll(List.of(program));
        arguments.addAll(List.of("{}", "+"));
        return launcher.read(Command.of(arguments).within(LIMIT));
    }

    private static Map<String, Digest> digests(String output) {
        Map<String, Digest> digests = new TreeMap<>();
        output.lines()
                .filter(line -> line.matches("[0-9a-f]{64} [ *].+"))
                .forEach(line -> digests.put(line.substring(66), new Digest(line.substring(0, 64))));
        return digests;
    }

    private static Map<String, Long> sizes(String output) {
        Map<String, Long> sizes = new TreeMap<>();
        output.lines()
                .map(line -> line.strip().split(" ", 2))
                .filter(words -> words.length == 2 && words[0].matches("\\d{1,18}"))
                .forEach(words -> sizes.put(words[1], Long.valueOf(words[0])));
        return sizes;
    }
}
