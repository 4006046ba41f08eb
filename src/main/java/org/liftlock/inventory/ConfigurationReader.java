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
import org.liftlock.naming.TargetId;
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

    /** @param known files as they were read before: the text of those that are unchanged is not read again */
    List<InventoryReading> read(TargetId target, String path, Map<String, FileReading> known) {
        List<InventoryReading> readings = new ArrayList<>();
        Launcher launcher = launchers.of(target);
        Launcher.Reading digests = launcher.read(below(path, "-exec", "sha256sum", "{}", "+"));
        if (digests.exitCode() != 0) {
            String why = digests.errors().isBlank()
                    ? "exit code " + digests.exitCode()
                    : digests.errors().strip();
            readings.add(new InventoryReading(target, Category.UNREADABLE, path, why));
        }
        if (LEFT_OUT.matcher(digests.output()).find()) {
            readings.add(new InventoryReading(
                    target, Category.UNREADABLE, path, "more files than can be listed; name those that matter"));
        }
        Map<String, Listed> listed = listed(
                launcher.read(below(path, "-printf", "%s %u:%g %m %p\\n")).output());
        // The same at every look at this target, so that what is hidden can be compared.
        SecretLines secrets = new SecretLines(target.toString());
        int texts = 0;
        for (Map.Entry<String, Digest> file : digests(digests.output()).entrySet()) {
            Optional<Listed> entry = Optional.ofNullable(listed.get(file.getKey()));
            Optional<FileReading> before = Optional.ofNullable(known.get(file.getKey()))
                    .filter(read -> read.digest().equals(file.getValue()));
            Optional<Digest> text = before.flatMap(FileReading::text);
            if (before.isEmpty()
                    && texts < MOST_TEXTS
                    && entry.filter(one -> one.size() <= LARGEST_TEXT).isPresent()) {
                text = text(launcher, file.getKey(), secrets);
            }
            texts += text.isPresent() ? 1 : 0;
            FileReading reading = new FileReading(file.getValue(), text, entry.map(Listed::rights));
            readings.add(new InventoryReading(target, Category.FILE, file.getKey(), reading.written()));
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
    private static Command below(String path, String... action) {
        List<String> arguments = new ArrayList<>(List.of("find", "-L", path, "-type", "f"));
        arguments.addAll(List.of(action));
        return Command.of(arguments).within(LIMIT);
    }

    private static Map<String, Digest> digests(String output) {
        Map<String, Digest> digests = new TreeMap<>();
        output.lines()
                .filter(line -> line.matches("[0-9a-f]{64} [ *].+"))
                .forEach(line -> digests.put(line.substring(66), new Digest(line.substring(0, 64))));
        return digests;
    }

    private record Listed(long size, String rights) {}

    private static Map<String, Listed> listed(String output) {
        Map<String, Listed> files = new TreeMap<>();
        output.lines()
                .map(line -> line.split(" ", 4))
                .filter(words -> words.length == 4 && words[0].matches("\\d{1,18}"))
                .forEach(words -> files.put(words[3], new Listed(Long.parseLong(words[0]), words[1] + " " + words[2])));
        return files;
    }
}
