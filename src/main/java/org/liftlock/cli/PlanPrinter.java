package org.liftlock.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.Action;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.Durations;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.WindowRequest;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.TimeBar;

/** Writes a plan for people: when, what would run in which order, and the way back. */
final class PlanPrinter {

    private static final int WIDTH = 48;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final UpgradeDescription upgrade;
    private final UpgradeRequest request;
    private final TimeBar bar;
    private final PrintWriter out;
    private final CommandText text;
    private final List<TargetDescription> targets;

    PlanPrinter(UpgradeDescription upgrade, TimeBar bar, PrintWriter out, boolean full) {
        this.upgrade = upgrade;
        this.request = upgrade.request();
        this.bar = bar;
        this.out = out;
        this.text = new CommandText(full);
        this.targets = upgrade.targets(request.environment()).stream()
                .map(this::preview)
                .toList();
    }

    void print() {
        head();
        timeBar();
        beforeTheWindow();
        out.println();
        out.println(
                "What would run, in this order" + (upgrade.rollout().together() ? ", on all targets together" : ""));
        targets.forEach(this::forward);
        out.println();
        out.println("The way back: " + wayBack(upgrade.method()));
        targets.forEach(this::back);
        out.println();
        out.println("digest " + upgrade.digest());
    }

    private TargetDescription preview(TargetId target) {
        return upgrade.preview(request.environment(), target, Map.of());
    }

    private void head() {
        out.println("Raise " + upgrade.name() + " (" + upgrade.system() + ", " + request.environment() + ") "
                + request.from().map(from -> "from " + from + " ").orElse("") + "to " + request.to());
        out.println("  why     " + Texts.words(request.reason().category()) + ": "
                + request.reason().text());
        out.println("  how     method " + upgrade.method().name() + " of kind " + upgrade.kind());
        ways().forEach((way, hosts) -> out.println("  reach   " + String.join(", ", hosts) + " " + way));
        out.println("  when    " + request.window().map(this::window).orElse("no window asked for yet"));
        out.println("  decides " + request.people().decider().orElse("nobody named")
                + request.people().deputy().map(deputy -> ", deputy " + deputy).orElse("")
                + "; without an answer: " + Texts.words(request.noAnswer().orElse(NoAnswer.ROLL_BACK)));
    }

    /** Targets of which nothing is said are on the machine of Liftlock. */
    private Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        for (TargetId target : upgrade.targets(request.environment())) {
            SshAccess access = upgrade.systemDescription().access().get(target);
            if (access != null) {
                ways.computeIfAbsent(access.way(), way -> new ArrayList<>()).add(target.host());
            }
        }
        return ways;
    }

    private String window(WindowRequest window) {
        if (window instanceof WindowRequest.At at) {
            return MOMENT.format(at.from()) + " to " + MOMENT.format(at.to()) + " "
                    + upgrade.site().timeZone();
        }
        if (window instanceof WindowRequest.InCalendar in) {
            return "in calendar " + in.calendar()
                    + in.notBefore().map(day -> ", not before " + day).orElse("");
        }
        return "in the next window";
    }

    private void timeBar() {
        out.println();
        out.println("Time bar");
        double scale = (double) WIDTH / Math.max(1, bar.total().toSeconds());
        for (TimeBar.Segment segment : bar.segments()) {
            if (segment.start().equals(bar.lastMoment()) && segment.part().equals("roll_back")) {
                out.println("  last moment to decide: " + clock(bar.lastMoment()) + lastMoment());
            }
            int before = (int) Math.round(segment.start().toSeconds() * scale);
            int length = Math.max(1, (int) Math.round(segment.length().toSeconds() * scale));
            out.printf(
                    "  %-10s %-6s %-6s |%s%s%n",
                    segment.part().replace('_', ' '),
                    clock(segment.start()),
                    Durations.write(segment.length()),
                    " ".repeat(before) + "█".repeat(length),
                    segment.source() == TimeBar.Source.DESCRIBED ? "" : "  " + Texts.words(segment.source()));
        }
        out.println("  in all " + Durations.write(bar.total()) + ", its way back included");
    }

    /** With a window, the decision may wait until only the way back still fits. */
    private String lastMoment() {
        return at().map(at -> "; at the latest " + MOMENT.format(at.to().minus(bar.wayBack())))
                        .orElse("") + " (" + Durations.write(bar.wayBack()) + " before the window ends)";
    }

    private Optional<WindowRequest.At> at() {
        return request.window().filter(WindowRequest.At.class::isInstance).map(WindowRequest.At.class::cast);
    }

    private String clock(Duration since) {
        Optional<LocalDateTime> moment = at().map(at -> at.from().plus(since));
        return moment.map(CLOCK::format).orElse("+" + Durations.write(since));
    }

    private void beforeTheWindow() {
        List<TargetDescription> fetching =
                targets.stream().filter(target -> !target.fetch().isEmpty()).toList();
        if (fetching.isEmpty()) {
            return;
        }
        out.println();
        out.println("What would be fetched before the window, as far as it is not there yet");
        fetching.forEach(target -> {
            title(target);
            commands("fetch", target.target(), target.fetch());
        });
    }

    private void forward(TargetDescription target) {
        title(target);
        checks("precheck", target.prechecks());
        target.artifacts()
                .forEach(artifact ->
                        line("compare", artifact.file() + " with its pinned digest, before anything is stopped"));
        target.around().forEach(bracket -> bracket("open " + bracket.name(), bracket.where(), bracket.open()));
        commands("stop", target.target(), target.stop());
        backUp(target);
        commands("apply", target.target(), target.apply());
        if (!target.held()) {
            checks("check", target.checks());
        }
        commands("start", target.target(), target.start());
        lastFirst(target.around())
                .forEach(bracket -> bracket("close " + bracket.name(), lastFirst(bracket.where()), bracket.undo()));
        commands("after sign-off", target.target(), target.afterSignOff());
        commands("finish " + finish(), target.target(), target.finish());
    }

    private String finish() {
        return request.finish()
                .filter(finish -> !finish.waiting().isZero())
                .map(finish -> Durations.write(finish.waiting()) + " after sign-off")
                .orElse("after sign-off");
    }

    private void back(TargetDescription target) {
        title(target);
        commands("stop", target.target(), target.stop());
        if (upgrade.method().restores()) {
            stores(target).forEach(store -> line("restore", "store " + store.name() + " with " + store.provider()));
            target.config().forEach(path -> line("restore", path));
        }
        commands("roll back", target.target(), target.rollback());
        checks("check", asBefore(target.target()).checks());
        commands("start", target.target(), target.start());
    }

    /** The checks of the way back expect the version of before. */
    private TargetDescription asBefore(TargetId target) {
        String before = request.from().orElse("‹from.version›");
        return upgrade.preview(request.environment(), target, Map.of("to.version", before));
    }

    private void title(TargetDescription target) {
        out.println("  " + target.target()
                + target.role().map(role -> " (" + role + ")").orElse(""));
    }

    private void backUp(TargetDescription target) {
        for (StoreSpec store : stores(target)) {
            line(
                    "back up",
                    "store " + store.name() + " with " + store.provider() + ", restored on trial and compared; kept "
                            + Durations.write(store.keep()));
        }
        if (target.storesNone()) {
            line("back up", "no store: claimed that there is none");
        }
        target.config().forEach(path -> line("back up", path));
    }

    /** A store that several targets carry is backed up at one of them, which is raised itself. */
    private List<StoreSpec> stores(TargetDescription target) {
        return target.stores().stream()
                .filter(store -> targets.stream()
                        .sorted(Comparator.comparing(TargetDescription::held))
                        .filter(other -> other.stores().stream()
                                .anyMatch(carried -> carried.name().equals(store.name())))
                        .findFirst()
                        .filter(first -> first.target().equals(target.target()))
                        .isPresent())
                .toList();
    }

    private static <T> List<T> lastFirst(Collection<T> some) {
        List<T> turned = new ArrayList<>(some);
        Collections.reverse(turned);
        return turned;
    }

    private void bracket(String what, Collection<TargetId> places, List<Action> actions) {
        for (TargetId where : places) {
            commands(
                    what + " on " + where,
                    where,
                    actions.stream().map(Action::command).toList());
        }
    }

    private void commands(String what, TargetId where, List<Command> commands) {
        commands.forEach(command -> line(
                what,
                "as " + command.as().orElse("the connecting user") + " on " + where.host() + ": " + text.of(command)));
    }

    private void checks(String what, List<CheckSpec> checks) {
        for (CheckSpec check : checks) {
            String asks = check.skipped()
                    .map(reason -> "left out: " + reason)
                    .orElseGet(() -> check.type() + " " + asked(check));
            line(what, check.id() + (check.core() ? " (core)" : "") + ", " + asks);
        }
    }

    private String asked(CheckSpec check) {
        Object asked = check.settings().get(check.type().equals("command") ? "run" : check.type());
        if (asked instanceof List<?> arguments && check.type().equals("command")) {
            return text.of(arguments.stream().map(String::valueOf).toList());
        }
        return asked == null
                ? String.valueOf(check.settings().getOrDefault("equals", ""))
                : String.valueOf(asked).replace("\n", " ");
    }

    private void line(String what, String text) {
        out.println("    " + what + " — " + text);
    }

    private static String wayBack(Method method) {
        String how =
                method.restores() ? "restore from the backup of this upgrade, then the commands below" : "by commands";
        String until = switch (method.reversibility()) {
            case ALWAYS -> ", at any time before finish";
            case UNTIL_FIRST_WRITE -> ", without loss until the first write after resume";
            case NEVER -> method.restores() ? "; commands alone lead nowhere" : "; there is none but forward repair";
        };
        return how
                + until
                + method.loses().map(loses -> "; after it is lost: " + loses).orElse("");
    }
}
