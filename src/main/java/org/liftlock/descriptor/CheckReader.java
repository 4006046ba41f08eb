package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;

/** Makes checks of what a description says, with the login of a store where they ask a database. */
final class CheckReader {

    private static final String VERSIONS = "versions.";
    private static final Set<String> OURS = Set.of("id", "core", "says", "role", "store");

    private final Fields stores;
    private final Optional<String> role;
    private final Filler filler;
    private final Problems problems;

    CheckReader(Fields stores, Optional<String> role, Filler filler, Problems problems) {
        this.stores = stores;
        this.role = role;
        this.filler = filler;
        this.problems = problems;
    }

    /** @param prefix names the checks that have no id */
    List<CheckSpec> list(List<Value> written, String path, String prefix) {
        List<CheckSpec> checks = new ArrayList<>();
        for (int index = 0; index < written.size(); index++) {
            Fields check = (Fields) written.get(index);
            String id = check.text("id").orElse(prefix + "-" + (index + 1));
            if (check.text("role")
                    .map(wanted -> role.filter(wanted::equals).isPresent())
                    .orElse(true)) {
                checks.add(check(id, check, path + "[" + index + "]"));
            }
        }
        // Core first: verification stops at the first core check that fails (R36).
        return checks.stream()
                .sorted((one, other) -> Boolean.compare(other.core(), one.core()))
                .toList();
    }

    Map<String, CheckSpec> readings(Fields versions, Fields parts) {
        Map<String, CheckSpec> readings = new LinkedHashMap<>();
        versions.map()
                .forEach(
                        (name, value) -> readings.put(name, check(name, (Fields) value, Paths.join("versions", name))));
        parts.map().forEach((name, value) -> {
            Fields part = (Fields) value;
            part.get("version").ifPresent(version -> {
                Fields reading = part.get("path")
                        .map(path -> inside((Fields) version, path))
                        .orElse((Fields) version);
                readings.put(name, check(name, reading, Paths.join("parts", name)));
            });
        });
        return readings;
    }

    /** A check of versions speaks of those that are read back. */
    void versionsAreRead(List<Value> written, String path, Set<String> readings) {
        List<String> known =
                readings.stream().map(name -> VERSIONS + name).sorted().toList();
        for (int index = 0; index < written.size(); index++) {
            Fields check = (Fields) written.get(index);
            String place = path + "[" + index + "].equals";
            if (!check.map().containsKey("skip") && check.get("equals").orElse(null) instanceof Fields versions) {
                versions.map().forEach((name, value) -> {
                    if (!known.contains(name) && !known.contains(VERSIONS + name)) {
                        problems.unknown(value.place(), place, name, "a version that is read", known);
                    }
                });
            }
        }
    }

    /** The version file of a part lies inside it; its manifest is its own. */
    private static Fields inside(Fields version, Value path) {
        if (version.get("file").orElse(null) instanceof Scalar file && path instanceof Scalar folder) {
            return version.with("file", Scalar.text(folder.text() + "/" + file.text(), file.place()));
        }
        return version.with("path", path);
    }

    CheckSpec check(String id, Fields check, String path) {
        Optional<String> type = CheckWords.typeOf(check);
        if (type.isEmpty() && !check.map().containsKey("skip")) {
            problems.add(
                    check.place(),
                    path,
                    id,
                    "a check that asks with one of " + CheckWords.all(),
                    "Say what it asks, or leave it out with skip: \"the reason\".");
        }
        Optional<String> unmeasured = filler.unmeasured(check);
        if (unmeasured.isPresent()) {
            String reason = unmeasured.get() + " has not been measured yet";
            return new CheckSpec(
                    id, check.truth("core", false), type.orElse("skipped"), Map.of("skip", reason), check.text("says"));
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        check.map().forEach((key, value) -> {
            if (!OURS.contains(key)) {
                settings.put(key, setting(key, value, Paths.join(path, key)));
            }
        });
        if (type.filter("sql"::equals).isPresent() && !settings.containsKey("login")) {
            login(check, path).ifPresent(login -> settings.put("login", login));
        }
        Optional<String> says = check.get("says").map(value -> filler.text((Scalar) value, path + ".says"));
        return new CheckSpec(id, check.truth("core", false), type.orElse("skipped"), settings, says);
    }

    private Object setting(String key, Value value, String path) {
        if (key.equals("run")) {
            return filler.arguments(value, path);
        }
        return key.equals("exit") && value instanceof Fields codes ? passing(codes) : filler.tree(value, path);
    }

    /** The exit codes with a meaning of their own; whatever falls under else has no meaning and does not pass. */
    private static List<Integer> passing(Fields codes) {
        return codes.map().entrySet().stream()
                .filter(code -> !code.getKey().equals("else"))
                .filter(code -> code.getValue() instanceof Scalar word
                        && !word.text().equals("failed")
                        && !word.text().equals("unknown"))
                .map(code -> Integer.valueOf(code.getKey()))
                .toList();
    }

    /** The login of the store a check names, or of the only store that has one. */
    private Optional<Object> login(Fields check, String path) {
        Optional<String> named = check.text("store");
        if (named.isPresent() && !stores.map().containsKey(named.get())) {
            problems.unknown(
                    check.place(),
                    path + ".store",
                    named.get(),
                    "a store",
                    stores.map().keySet());
            return Optional.empty();
        }
        List<String> able = stores.map().keySet().stream()
                .filter(store -> !stores.fields(store).fields("login").map().isEmpty())
                .filter(store -> named.isEmpty() || named.get().equals(store))
                .toList();
        if (able.size() != 1) {
            problems.add(
                    check.place(),
                    path,
                    named.orElse("sql"),
                    "one store with a login to ask",
                    "Name it with store:, or add login: to the check or to the store.");
            return Optional.empty();
        }
        String store = able.get(0);
        return Optional.of(filler.tree(stores.fields(store).fields("login"), "stores." + store + ".login"));
    }
}
