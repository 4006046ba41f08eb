package org.liftlock.descriptor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.channel.SshAccess;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** Makes the system of the merged description, and checks what its parts say of each other. */
final class SystemReader {

    private final Fields merged;
    private final Problems problems;

    SystemReader(Fields merged, Problems problems) {
        this.merged = merged;
        this.problems = problems;
    }

    SystemDescription read() {
        String system = merged.text("system").orElse("");
        Map<String, EnvironmentSpec> environments = environments();
        storesAreCarried(environments);
        return new SystemDescription(
                new SystemId(system),
                merged.text("name").orElse(system),
                merged.text("kind").orElse(""),
                merged.text("owner").orElse(""),
                merged.text("criticality")
                        .map(word -> Enums.read(Criticality.class, word))
                        .orElse(Criticality.NORMAL),
                dependencies(),
                merged.texts("used_by").stream().map(SystemId::new).toList(),
                users(),
                environments,
                new MethodReader(merged.fields("methods"), problems).all(),
                rollout(environments),
                merged.text("reboot")
                        .map(word -> Enums.read(Reboot.class, word))
                        .orElse(Reboot.NEVER),
                new SiteReader(merged.fields(Layers.SITE), problems).read(),
                access(environments),
                plain(merged.fields(Layers.REQUEST)),
                Canonical.leaves(merged),
                Canonical.digest(merged));
    }

    private static Map<String, Object> plain(Fields fields) {
        Map<String, Object> plain = new LinkedHashMap<>();
        fields.map().forEach((key, value) -> plain.put(key, value.asPlain()));
        return plain;
    }

    private Map<String, EnvironmentSpec> environments() {
        Map<String, EnvironmentSpec> environments = new LinkedHashMap<>();
        Fields written = merged.fields("environments");
        written.map().forEach((name, value) -> {
            Fields environment = (Fields) value;
            Map<TargetId, Optional<String>> targets = new LinkedHashMap<>();
            inOrder(environment.fields("targets"))
                    .forEach((target, said) -> targets.put(TargetId.parse(target), said.text("role")));
            environment
                    .text("stands_for")
                    .filter(other -> !written.map().containsKey(other))
                    .ifPresent(other -> problems.unknown(
                            environment.place(),
                            "environments." + name + ".stands_for",
                            other,
                            "an environment",
                            written.map().keySet()));
            if (!targets.isEmpty()) {
                environments.put(
                        name,
                        new EnvironmentSpec(
                                name,
                                environment.text("stands_for"),
                                environment.texts("differs"),
                                targets,
                                groups(name, environment)));
            }
        });
        return environments;
    }

    private Map<TargetId, SshAccess> access(Map<String, EnvironmentSpec> environments) {
        Map<TargetId, SshAccess> access = new LinkedHashMap<>();
        environments.forEach((name, environment) -> {
            Fields written = merged.fields("environments").fields(name);
            AccessReader usual = AccessReader.of(merged).below(written);
            environment
                    .groups()
                    .values()
                    .forEach(group -> group.forEach(
                            member -> usual.to(member).ifPresent(way -> access.putIfAbsent(member, way))));
            environment.targets().keySet().stream()
                    .filter(SystemReader::isElsewhere)
                    .forEach(target -> {
                        AccessReader way = usual.below(written.fields("targets").fields(target.toString()));
                        way.lack()
                                .ifPresent(lack -> problems.add(
                                        written.place(),
                                        "environments." + name + ".targets." + target + ".access." + lack.key(),
                                        lack.value(),
                                        lack.expected(),
                                        lack.remedy()));
                        way.to(target).ifPresent(whole -> access.put(target, whole));
                    });
        });
        return access;
    }

    /** Other names of Liftlock's own machine are known only where it runs. */
    private static boolean isElsewhere(TargetId target) {
        return !target.host().equals("localhost");
    }

    /** Targets that say {@code first} go before the others. */
    private static Map<String, Fields> inOrder(Fields targets) {
        Map<String, Fields> ordered = new LinkedHashMap<>();
        targets.map().keySet().stream()
                .sorted((one, other) -> Boolean.compare(
                        targets.fields(other).truth("first", false),
                        targets.fields(one).truth("first", false)))
                .forEach(target -> ordered.put(target, targets.fields(target)));
        return ordered;
    }

    private Map<String, List<TargetId>> groups(String name, Fields environment) {
        Map<String, List<TargetId>> groups = new LinkedHashMap<>();
        Fields written = environment.fields("groups");
        written.map().forEach((group, value) -> {
            List<TargetId> members = new ArrayList<>();
            written.texts(group)
                    .forEach(pattern -> members.addAll(Hosts.expand(
                            pattern, value.place(), "environments." + name + ".groups." + group, problems)));
            groups.put(group, members);
        });
        return groups;
    }

    /** A store that names a target of no environment would silently be backed up nowhere. */
    private void storesAreCarried(Map<String, EnvironmentSpec> environments) {
        List<String> known = environments.values().stream()
                .flatMap(environment -> environment.targets().keySet().stream())
                .map(TargetId::toString)
                .distinct()
                .toList();
        Fields stores = merged.fields("stores");
        stores.map().forEach((name, value) -> {
            String path = "stores." + name;
            if (!stores.fields(name).fields("backup").map().containsKey("with")) {
                problems.add(
                        value.place(),
                        path + ".backup.with",
                        "",
                        "the provider that backs it up: h2, files, pg_dump, pg_basebackup, pgbackrest, command",
                        "Add backup: {with: ...}; nothing is raised without a proven backup (R00).");
            }
            for (Value where : stores.fields(name).items("where")) {
                String pattern = ((Scalar) where).text();
                Hosts.expand(pattern, where.place(), path + ".where", problems).stream()
                        .map(TargetId::toString)
                        .filter(target -> !known.contains(target))
                        .forEach(target -> problems.unknown(
                                where.place(), path + ".where", target, "a target of the system", known));
            }
        });
        if (!merged.map().containsKey("stores")) {
            problems.add(
                    merged.place(),
                    "stores",
                    "",
                    "the data sets of the system, or none",
                    "Name them, or claim stores: none; the configuration is backed up all the same (R00).");
        }
    }

    private List<Dependency> dependencies() {
        return merged.items("depends_on").stream()
                .map(value -> value instanceof Fields fields
                        ? new Dependency(new SystemId(fields.text("system").orElse("")), fields.text("version"))
                        : new Dependency(new SystemId(((Scalar) value).text()), Optional.empty()))
                .toList();
    }

    private UsersSpec users() {
        Fields users = merged.fields("users");
        return new UsersSpec(users.text("group"), users.text("contact"), users.text("busy"));
    }

    private Rollout rollout(Map<String, EnvironmentSpec> environments) {
        Optional<String> word = merged.text("rollout");
        if (word.isPresent()) {
            boolean together = word.get().equals("together");
            return new Rollout(Optional.empty(), Duration.ZERO, 1, together, Optional.empty(), 0, 1, true);
        }
        Fields rollout = merged.fields("rollout");
        return new Rollout(
                rollout.text("pilot").flatMap(pilot -> pilot(rollout, pilot, environments)),
                rollout.text("watch_pilot").flatMap(Durations::parse).orElse(Duration.ZERO),
                number(rollout, "batch", 1),
                rollout.truth("together", false),
                rollout.text("mixed").flatMap(Durations::parse),
                number(rollout, "keep_up", 0),
                number(rollout, "stop_after", 1),
                !rollout.text("silent_is").filter("unknown"::equals).isPresent());
    }

    private Optional<TargetId> pilot(Fields rollout, String pilot, Map<String, EnvironmentSpec> environments) {
        Place place = rollout.map().get("pilot").place();
        Optional<TargetId> target =
                Hosts.expand(pilot, place, "rollout.pilot", problems).stream().findFirst();
        List<String> known = environments.values().stream()
                .flatMap(environment -> environment.targets().keySet().stream())
                .map(TargetId::toString)
                .toList();
        if (target.isPresent() && !known.contains(target.get().toString())) {
            problems.unknown(place, "rollout.pilot", target.get().toString(), "a target of the system", known);
        }
        return target;
    }

    private static int number(Fields fields, String key, int usual) {
        return fields.text(key)
                .map(text -> Integer.parseInt(text.split(" ")[0]))
                .orElse(usual);
    }
}
