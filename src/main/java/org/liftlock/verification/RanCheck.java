package org.liftlock.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/**
 * Whether a scheduled job ran: {@code ran: {timer: orders-export}, at_most: 26h} asks systemd when the timer last started
 * its job, how the job ended, and whether the timer goes on. Cron keeps no account of its jobs that could be asked.
 */
@Component
class RanCheck implements CheckType {

    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.@\\\\-]*");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    private final Clock clock;

    RanCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "ran";
    }

    @Override
    public Observation look(Check check) {
        String timer = timer(check.settings().below("ran").required("timer"));
        String age = check.settings().required("at_most");
        Instant earliest = clock.instant().minus(check.settings().duration("at_most", Duration.ZERO));
        String expected = timer + " to be active, and its job started within the last " + age + " and ended well";
        try {
            Map<String, String> state = show(check, timer);
            if (!"active".equals(state.get("ActiveState"))) {
                return Observation.of(false, expected, timer + " is " + state.get("ActiveState"));
            }
            Optional<Instant> started = moment(state.getOrDefault("LastTriggerUSec", ""));
            if (started.isEmpty()) {
                return Observation.of(false, expected, timer + " has started nothing since the machine was started");
            }
            String unit = state.getOrDefault("Unit", timer.replaceAll("\\.timer$", ".service"));
            Map<String, String> job = show(check, unit);
            String ago = unit + " started " + Texts.span(Duration.between(started.get(), clock.instant())) + " ago, ";
            return Observation.of(!started.get().isBefore(earliest) && endedWell(job), expected, ago + ending(job));
        } catch (CannotCheck unknown) {
            return Observation.of(false, expected, unknown.getMessage());
        }
    }

    private static boolean runs(Map<String, String> job) {
        return "activating".equals(job.get("ActiveState")) || "running".equals(job.get("SubState"));
    }

    private static boolean endedWell(Map<String, String> job) {
        return !runs(job) && "success".equals(job.get("Result"));
    }

    private static String ending(Map<String, String> job) {
        if (runs(job)) {
            return "and is still running";
        }
        return endedWell(job)
                ? "and ended well"
                : "and ended with " + job.get("Result") + ", status " + job.get("ExecMainStatus");
    }

    private static String timer(String written) {
        if (!UNIT.matcher(written).matches()) {
            throw new CannotCheck(Texts.quote(written) + " is not the name of a timer such as orders-export.timer");
        }
        return written.endsWith(".timer") ? written : written + ".timer";
    }

    /** In UTC: systemctl tells moments in the time zone it is asked in. */
    private static Map<String, String> show(Check check, String unit) {
        Command command = new Command(
                List.of(
                        "systemctl",
                        "show",
                        "--property=LoadState,ActiveState,SubState,LastTriggerUSec,Unit,Result,ExecMainStatus",
                        unit),
                Optional.empty(),
                Map.of("TZ", "UTC", "LC_ALL", "C"),
                check.settings().text("as"),
                Optional.empty(),
                check.limit(),
                Set.of(0));
        Launcher.Reading reading = check.read(command);
        if (reading.exitCode() != 0) {
            throw new CannotCheck("no answer of systemd about " + unit + " on " + check.target() + ": "
                    + Texts.quote(reading.errors()));
        }
        Map<String, String> properties = reading.output()
                .lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
        if (!"loaded".equals(properties.get("LoadState"))) {
            throw new CannotCheck("no unit " + unit + " on " + check.target() + ": " + properties.get("LoadState"));
        }
        return properties;
    }

    /** Empty for what has not happened, which older versions of systemd write as n/a. */
    private static Optional<Instant> moment(String written) {
        if (written.isBlank() || written.equals("n/a") || written.equals("0")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(written, MOMENT).toInstant());
        } catch (DateTimeParseException other) {
            throw new CannotCheck(Texts.quote(written) + " where a moment was expected of systemd", other);
        }
    }
}
