package org.liftlock.look;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liftlock.channel.ShownKey;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.Flow;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Problem;
import org.liftlock.inventory.Category;
import org.liftlock.inventory.InventoryReading;

/** Writes what was seen as a description. What nobody has found out stands there as a comment: FILL IN. */
final class Draft {

    private static final int MOST_LISTED = 30;
    private static final String FILL_IN = "# FILL IN: ";

    private final LookRequest asked;
    private final Seen seen;
    private final LocalDate today;
    private final StringBuilder text = new StringBuilder();

    Draft(LookRequest asked, Seen seen, LocalDate today) {
        this.asked = asked;
        this.seen = seen;
        this.today = today;
    }

    String write() {
        head();
        variables();
        environments();
        config();
        stores();
        method();
        String system = text.toString();
        String request = request();
        String described = described();
        return "# Drafted by liftlock look on " + today + ", by reading only. Lines with FILL IN wait for a person.\n"
                + lacks(system + request) + system + described + request;
    }

    private void head() {
        line("system: " + asked.system());
        line("name: " + Flow.text(asked.system()) + comment("the name people use"));
        line("kind: " + asked.kind());
        line("owner: " + Flow.text(asked.owner().orElse(asked.who()))
                + (asked.owner().isPresent() ? "" : comment("the group that answers for it; this is who looked")));
        line("criticality: normal" + comment("low, normal or high: how much hangs on it"));
        line("used_by: []" + comment("systems that need it; who is connected now is told below"));
    }

    private void variables() {
        if (seen.variables().isEmpty() && seen.missing().isEmpty()) {
            return;
        }
        line(seen.variables().isEmpty() ? FILL_IN + "vars:" : "vars:");
        seen.variables().forEach((name, value) -> line("  " + name + ": " + value(value)));
        seen.missing().forEach(name -> line("  " + FILL_IN + name + ", which was not found" + candidates(name)));
    }

    /** A number stays a number: the schema of a variable takes both. */
    private static String value(String value) {
        return value.matches("[1-9]\\d{0,8}|0") ? value : Flow.text(value);
    }

    private String candidates(String name) {
        List<String> running = seen.scan().lines(Category.SERVICES).stream()
                .filter(line -> line.endsWith(", active"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        return name.equals("package") && !running.isEmpty()
                ? "; services that run: " + String.join(", ", clipped(running))
                : "; say it with --var " + name + "=...";
    }

    private void environments() {
        line("environments:");
        line("  production:" + comment("a second environment with stands_for: production is where one rehearses"));
        line("    targets:");
        String system = seen.scan().of(Category.SYSTEM).stream()
                .map(InventoryReading::reading)
                .collect(Collectors.joining(", "));
        if (!system.isEmpty()) {
            line("      # " + oneLine(system));
        }
        Optional<String> role = seen.roles().stream().findFirst();
        if (asked.address().isHere() && role.isEmpty()) {
            line("      " + asked.address().host() + ": {}");
            return;
        }
        line("      " + asked.address().host() + ":");
        role.ifPresent(usual ->
                line("        role: " + usual + comment("its role; only a " + usual + " is stopped and started")));
        if (asked.address().isHere()) {
            return;
        }
        line("        access:");
        line("          user: " + Flow.text(asked.address().user().orElseThrow()));
        if (asked.address().port() != SshAccess.USUAL_PORT) {
            line("          port: " + asked.address().port());
        }
        line("          key: secret:ssh-key"
                + comment("a key of Liftlock's own, as LIFTLOCK_SECRET_SSH_KEY or a file in its folder of secrets"));
        seen.key().ifPresent(this::hostKey);
    }

    private void hostKey(ShownKey key) {
        line("          # " + key.fingerprint());
        line("          # "
                + (key.known()
                        ? "It is the one in "
                                + asked.knownHosts().map(Object::toString).orElse("known hosts") + "."
                        : "As the machine showed it, NOT PROVEN: compare it with what ssh-keygen -lf"
                                + " /etc/ssh/ssh_host_ed25519_key.pub prints there."));
        line("          host_key: " + Flow.text(key.key()));
    }

    private void config() {
        List<InventoryReading> unread = seen.scan().of(Category.UNREADABLE);
        if (!seen.config().isEmpty()) {
            line("config:");
            seen.config().forEach(path -> line("  - " + Flow.text(path)));
        } else if (seen.scan().of(Category.FILE).isEmpty()) {
            line(FILL_IN + "config: [/etc/...], what of its configuration is backed up and compared");
        }
        unread.forEach(reading -> line("# Not read: " + oneLine(reading.name() + ": " + reading.reading())));
    }

    private void stores() {
        if (seen.stores().isEmpty()) {
            line(FILL_IN + "stores: where its data lies, such as {data: {backup: {with: files, paths: [/srv/data]}}};");
            line("# stores: none is a claim that there is no data, which only a person can make.");
            return;
        }
        line("stores:" + comment("compare it with what there is; a login and its secret have to be made"));
        seen.stores().forEach((name, store) -> line("  " + name + ": " + store));
    }

    private void method() {
        if (seen.methods().isEmpty()) {
            line(FILL_IN
                    + "versions: {NAME: {run: [program, argument], match: \"([0-9.]+)\"}}, how the version is read");
            line(FILL_IN + "operations: {stop: {run: [..]}, start: {run: [..]}}, how it is taken out of use and back");
            line(FILL_IN + "methods: {NAME: {reversible: always, apply: [{run: [..]}], rollback: [{run: [..]}]}},"
                    + " how it is raised and taken back");
            line(FILL_IN + "checks: [{id: up, core: true, http: \"https://..\"}], how one sees that it works");
        }
        if (asked.to().isPresent() && seen.methods().size() > 1) {
            line("method: " + seen.methods().get(0) + comment("one of " + String.join(", ", seen.methods())));
        }
    }

    private String request() {
        if (asked.to().isEmpty()) {
            return "";
        }
        return "---\nupgrade: " + asked.system() + "\n"
                + seen.version()
                        .map(version -> "from: " + quoted(version) + "\n")
                        .orElse("")
                + "to: " + quoted(asked.to().get()) + "\n"
                + "reason: {category: optional, text: \"a look at what would be done\"}   # FILL IN: the real reason\n";
    }

    private static String quoted(String version) {
        return "\"" + version.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** What was seen and has no key of its own, for whoever fills in the rest. */
    private String described() {
        List<String> lines = new ArrayList<>();
        lines.add("# What was seen there:");
        seen.scan()
                .of(Category.VERSION)
                .forEach(reading -> lines.add("# version of " + reading.name() + ": " + oneLine(reading.reading())));
        List<InventoryReading> files = seen.scan().of(Category.FILE);
        if (!files.isEmpty()) {
            lines.add("# configuration files read: " + files.size());
        }
        int packages = seen.scan().lines(Category.PACKAGES).size();
        if (packages > 0) {
            lines.add("# packages installed: " + packages);
        }
        list(
                lines,
                "service",
                seen.scan().lines(Category.SERVICES).stream()
                        .filter(line -> line.endsWith(", active"))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
        list(lines, "listens on", seen.scan().lines(Category.PORTS));
        list(
                lines,
                "certificate",
                seen.scan().of(Category.CERTIFICATE).stream()
                        .map(reading -> reading.name() + ": " + reading.reading())
                        .toList());
        list(lines, "connected to it (used_by?):", peers(Category.DEPENDANT, "its port"));
        list(lines, "it is connected to (depends_on?):", peers(Category.NEEDED, "port"));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> peers(Category category, String port) {
        Map<String, TreeSet<String>> ports = new TreeMap<>();
        seen.scan()
                .of(category)
                .forEach(reading -> ports.computeIfAbsent(reading.name(), none -> new TreeSet<>())
                        .add(reading.reading()));
        List<String> lines = new ArrayList<>();
        ports.forEach((address, to) -> lines.add(address
                + Optional.ofNullable(seen.names().get(address))
                        .map(name -> " (" + name + ")")
                        .orElse("")
                + ", " + port + " " + String.join(", ", to)));
        return lines;
    }

    private static void list(List<String> lines, String what, List<String> things) {
        clipped(things).forEach(thing -> lines.add("# " + what + " " + oneLine(thing)));
    }

    private static List<String> clipped(List<String> things) {
        if (things.size() <= MOST_LISTED) {
            return things;
        }
        List<String> some = new ArrayList<>(things.subList(0, MOST_LISTED));
        some.add("and " + (things.size() - MOST_LISTED) + " more");
        return some;
    }

    /** What still keeps it from being planned, as the check of files says it. */
    private String lacks(String document) {
        Map<String, Problem> problems = new LinkedHashMap<>();
        try {
            DescriptionFiles read = DescriptionFiles.of(Map.of("draft", document));
            read.problems().forEach(problem -> problems.put(problem.path() + problem.value(), problem));
            if (problems.isEmpty()) {
                read.upgrades();
            }
        } catch (InvalidDescription invalid) {
            invalid.problems().forEach(problem -> problems.put(problem.path() + problem.value(), problem));
        }
        return problems.values().stream()
                .filter(problem -> !hasALine(problem.path()))
                .map(problem -> FILL_IN + problem.path() + ": expected " + oneLine(problem.expected()) + ". "
                        + oneLine(problem.remedy()) + "\n")
                .collect(Collectors.joining());
    }

    /** It is asked for where it belongs already. */
    private boolean hasALine(String path) {
        return path.equals("stores")
                || path.startsWith("vars.") && seen.missing().contains(path.substring("vars.".length()));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String comment(String what) {
        return "   " + FILL_IN + what;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
