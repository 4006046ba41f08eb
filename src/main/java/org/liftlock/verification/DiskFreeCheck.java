package org.liftlock.verification;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/**
 * Whether a file system has room: {@code disk_free: /var/lib/postgresql, at_least: "1.2 * 52428800"}, or
 * {@code at_least: 20 GiB}.
 */
@Component
class DiskFreeCheck implements CheckType {

    private static final Pattern SIZE =
            Pattern.compile("(?:([0-9.]+)\\s*\\*\\s*)?([0-9.]+)\\s*(B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)?");
    private static final Map<Character, Integer> POWERS = Map.of('B', 0, 'K', 1, 'M', 2, 'G', 3, 'T', 4);
    private static final int AVAILABLE = 3;
    private static final long MIB = 1L << 20;

    @Override
    public String name() {
        return "disk_free";
    }

    @Override
    public Observation look(Check check) {
        String path = check.settings().required("path", "disk_free");
        long needed = bytes(check.settings().required("at_least"));
        long free = free(check, path);
        return Observation.of(free >= needed, "at least " + shown(needed) + " free at " + path, shown(free) + " free");
    }

    /** {@code df} in its portable form: kibibytes, one line for each file system. */
    static long free(Check check, String path) {
        Launcher.Reading reading = check.read(Command.of("df", "-Pk", path));
        String[] lines = reading.output().strip().split("\n");
        String[] words = lines[lines.length - 1].strip().split("\\s+");
        if (reading.exitCode() != 0 || lines.length < 2 || words.length <= AVAILABLE) {
            throw new CannotCheck("no answer about the room at " + path + " on " + check.target() + ": "
                    + Texts.quote(reading.errors()));
        }
        return Expectation.number(words[AVAILABLE]).longValueExact() * 1024;
    }

    static long bytes(String written) {
        Matcher size = SIZE.matcher(written.strip());
        if (!size.matches()) {
            throw new CannotCheck(Texts.quote(written) + " is not a size such as 20 GiB or 1.2 * 52428800");
        }
        BigDecimal factor = size.group(1) == null ? BigDecimal.ONE : Expectation.number(size.group(1));
        String unit = size.group(3) == null ? "B" : size.group(3);
        BigDecimal step = BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000);
        return Expectation.number(size.group(2))
                .multiply(factor)
                .multiply(step.pow(POWERS.get(unit.charAt(0))))
                .longValue();
    }

    static String shown(long bytes) {
        return bytes < MIB ? bytes + " bytes" : bytes / MIB + " MiB";
    }
}
