package org.liftlock.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/**
 * Reads what a log says since the position remembered before the upgrade (R38). {@code forbid} are the patterns that may
 * not occur; with {@code known: normal} a line of a shape that occurred before is normal; {@code allow} are patterns that
 * are always accepted.
 */
@Component
class LogCheck implements CheckType {

    private static final long MOST_TO_READ = 32L << 20;
    private static final long PIECE = 1L << 20;
    private static final long SHAPES_FROM = 1L << 20;
    private static final int SHOWN = 3;
    private static final long MOST_OF_THE_END = 8L << 10;

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Optional<String> remember(Check check) {
        LogFile log = new LogFile(check);
        Optional<LogFile.End> end = log.end();
        if (end.isEmpty()) {
            return Optional.of(LogPosition.none().written());
        }
        List<String> shapes = List.of();
        if (knownIsNormal(check)) {
            long from = Math.max(0, end.get().size() - SHAPES_FROM);
            shapes = log.linesFrom(from).stream()
                    .filter(line -> matches(check.settings().patterns("forbid"), line))
                    .map(LogPosition::shape)
                    .distinct()
                    .toList();
        }
        return Optional.of(new LogPosition(end.get().inode(), end.get().size(), shapes).written());
    }

    @Override
    public Observation look(Check check) {
        List<Pattern> forbidden = check.settings().patterns("forbid");
        String expected = "no new line with "
                + String.join(" or ", forbidden.stream().map(Pattern::pattern).toList()) + " in "
                + check.settings().required("path", "log");
        LogPosition position = check.before()
                .map(LogPosition::parse)
                .orElseThrow(() -> new CannotCheck("nothing to compare with: where the log ended before the upgrade"
                        + " was not remembered; read it yourself, or take the baseline again"));
        LogFile log = new LogFile(check);
        LogFile.End end =
                log.end().orElseThrow(() -> new CannotCheck("no log at " + log.path() + " on " + check.target()));
        boolean sameFile = end.inode().equals(position.inode()) && end.size() >= position.size();
        long from = sameFile ? position.size() : 0;
        if (end.size() - from > MOST_TO_READ) {
            return Observation.of(
                    false,
                    expected,
                    "%d MiB of new lines, too many to be normal; read %s on %s yourself"
                            .formatted((end.size() - from) >> 20, log.path(), check.target()));
        }
        List<String> lines = end.size() == from ? List.of() : log.linesFrom(from);
        List<String> found = findings(check, forbidden, position, lines);
        String got = sentence(lines.size(), found)
                + (sameFile || position.inode().isEmpty() ? "" : " (the log was rotated meanwhile)");
        return new Observation(found.isEmpty(), expected, got, String.join("\n", found));
    }

    /** The last whole lines that the log got since the upgrade began; for a person who asks what went wrong. */
    String ending(Check check) {
        LogFile log = new LogFile(check);
        return log.end()
                .map(end -> {
                    long since = check.before()
                            .map(LogPosition::parse)
                            .filter(position -> end.inode().equals(position.inode()) && end.size() >= position.size())
                            .map(LogPosition::size)
                            .orElse(0L);
                    long from = Math.max(since, end.size() - MOST_OF_THE_END);
                    String lines = from == end.size() ? "" : log.piece(from, end.size() - from);
                    return from == since ? lines : lines.substring(lines.indexOf('\n') + 1);
                })
                .orElseThrow(() -> new CannotCheck("no log at " + log.path() + " on " + check.target()));
    }

    private static List<String> findings(
            Check check, List<Pattern> forbidden, LogPosition position, List<String> lines) {
        List<Pattern> allowed = check.settings().patterns("allow");
        boolean knownIsNormal = knownIsNormal(check);
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            boolean normal = matches(allowed, line) || (knownIsNormal && position.knows(line));
            if (matches(forbidden, line) && !normal) {
                found.add(line);
            }
        }
        return found;
    }

    private static String sentence(int lines, List<String> found) {
        if (found.isEmpty()) {
            return "none in " + lines + " new lines";
        }
        String first =
                String.join(", ", found.stream().limit(SHOWN).map(Texts::quote).toList());
        return found.size() + " in " + lines + " new lines: " + first + (found.size() > SHOWN ? " and more" : "");
    }

    private static boolean knownIsNormal(Check check) {
        return check.settings().text("known").filter("normal"::equals).isPresent();
    }

    private static boolean matches(List<Pattern> patterns, String line) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
    }

    /** The log on its target, read with the plainest of programs. */
    private record LogFile(Check check) {

        /** @param inode tells a rotated log from a grown one */
        private record End(String inode, long size) {}

        String path() {
            return check.settings().required("path", "log");
        }

        Optional<End> end() {
            Launcher.Reading size = check.read(as(Command.of("wc", "-c", path())));
            Launcher.Reading inode = check.read(as(Command.of("ls", "-Li", path())));
            if (size.exitCode() != 0 || inode.exitCode() != 0) {
                if (size.errors().contains("No such file")) {
                    return Optional.empty();
                }
                throw new CannotCheck("no answer about " + path() + " on " + check.target() + ": "
                        + Texts.quote(size.errors() + " " + inode.errors()));
            }
            return Optional.of(new End(firstWord(inode), Long.parseLong(firstWord(size))));
        }

        /** In pieces: what a launcher keeps of one reading is bounded. */
        List<String> linesFrom(long offset) {
            long size = end().orElseThrow(() -> new CannotCheck("no log any more at " + path()))
                    .size();
            StringBuilder text = new StringBuilder();
            for (long from = offset; from < size; from += PIECE) {
                text.append(piece(from, Math.min(PIECE, size - from)));
            }
            return text.toString().lines().toList();
        }

        private String piece(long from, long length) {
            Launcher.Reading reading = check.read(as(Command.of(
                    "sh",
                    "-c",
                    "tail -c \"+$1\" -- \"$2\" | head -c \"$3\"",
                    "piece",
                    String.valueOf(from + 1),
                    path(),
                    String.valueOf(length))));
            if (reading.exitCode() != 0 || !reading.errors().isBlank()) {
                throw new CannotCheck("no lines from " + path() + ": " + Texts.quote(reading.errors()));
            }
            return reading.output();
        }

        private Command as(Command command) {
            return new Command(
                    command.arguments(),
                    command.stdin(),
                    command.environment(),
                    check.settings().text("as"),
                    command.directory(),
                    command.within(),
                    command.success());
        }

        private static String firstWord(Launcher.Reading reading) {
            return reading.output().strip().split("\\s+", 2)[0];
        }
    }
}
