package org.liftlock.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/**
 * Whether backups go on: {@code newest: "/var/backups/orders/*.dump", at_most: 26h, at_least: 1 GiB} is about the age and
 * size of the newest file that fits. Of a folder, it is the newest file anywhere in it.
 */
@Component
class NewestCheck implements CheckType {

    private static final Pattern LINE = Pattern.compile("(\\d+)\\.\\d+ (\\d+) (.+)");
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    /** Clocks of machines may differ by so much. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Clock clock;

    NewestCheck(Clock clock) {
        this.clock = clock;
    }

    private record Found(Instant changed, long bytes, String path) {}

    @Override
    public String name() {
        return "newest";
    }

    @Override
    public Observation look(Check check) {
        Settings settings = check.settings();
        String where = settings.required("newest");
        String age = settings.required("at_most");
        Instant oldest = clock.instant().minus(settings.duration("at_most", Duration.ZERO));
        long smallest = settings.text("at_least").map(DiskFreeCheck::bytes).orElse(0L);
        String expected = "at " + where + " a file no older than " + age
                + (smallest == 0 ? "" : ", of at least " + DiskFreeCheck.shown(smallest));
        try {
            Found newest = newest(check, where, oldest);
            boolean ahead = newest.changed().isAfter(clock.instant().plus(AHEAD));
            boolean passed = !ahead && !newest.changed().isBefore(oldest) && newest.bytes() >= smallest;
            return Observation.of(passed, expected, sentence(newest, ahead));
        } catch (CannotCheck nothing) {
            return Observation.of(false, expected, nothing.getMessage());
        }
    }

    private String sentence(Found newest, boolean ahead) {
        String file = newest.path() + " of " + DiskFreeCheck.shown(newest.bytes());
        return ahead
                ? file + ", dated " + newest.changed() + ", which is still to come: compare the clocks"
                : file + ", " + Texts.span(Duration.between(newest.changed(), clock.instant())) + " old";
    }

    /** Most of a folder is old, and is listed only when there is nothing new to tell of. */
    private static Found newest(Check check, String where, Instant oldest) {
        List<Found> young = listed(check, where, List.of("-newermt", "@" + (oldest.getEpochSecond() - 1)));
        List<Found> found = young.isEmpty() ? listed(check, where, List.of()) : young;
        return found.stream()
                .max(Comparator.comparing(Found::changed))
                .orElseThrow(() -> new CannotCheck("no file at all"));
    }

    private static List<Found> listed(Check check, String where, List<String> more) {
        Command command = new Command(
                find(where, more),
                Optional.empty(),
                Map.of("LC_ALL", "C"),
                check.settings().text("as"),
                Optional.empty(),
                check.limit(),
                Set.of(0));
        Launcher.Reading reading = check.read(command);
        List<Found> found =
                reading.output().lines().flatMap(line -> found(line).stream()).toList();
        // One unreadable folder makes find fail; what it did find is there all the same.
        if (found.isEmpty() && reading.exitCode() != 0) {
            throw new CannotCheck(
                    "nothing to list at " + where + " on " + check.target() + ": " + Texts.quote(reading.errors()));
        }
        return found;
    }

    private static List<String> find(String where, List<String> more) {
        int slash = where.lastIndexOf('/');
        String folder = where.substring(0, slash + 1);
        boolean pattern = WILDCARD.matcher(where).find();
        if (!where.startsWith("/") || WILDCARD.matcher(folder).find()) {
            throw new CannotCheck(
                    Texts.quote(where) + " is not a path from / on, with a pattern behind the last / at most");
        }
        List<String> arguments = new ArrayList<>(List.of("find", "-H", pattern ? folder : where));
        if (pattern) {
            arguments.addAll(List.of("-maxdepth", "1", "-name", where.substring(slash + 1)));
        }
        arguments.addAll(List.of("-type", "f"));
        arguments.addAll(more);
        arguments.addAll(List.of("-printf", "%T@ %s %p\\n"));
        return arguments;
    }

    private static Optional<Found> found(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new Found(
                        Instant.ofEpochSecond(Long.parseLong(parts.group(1))),
                        Long.parseLong(parts.group(2)),
                        parts.group(3)))
                : Optional.empty();
    }
}
