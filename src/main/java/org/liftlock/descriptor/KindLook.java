package org.liftlock.descriptor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.TargetId;

/**
 * What a kind knows of finding out, on a machine nobody has described yet, what a system of it has to say. Values are put
 * in as they are found; what a reading needs and is not there yet makes it one that cannot be asked.
 */
public final class KindLook {

    private static final String ENVIRONMENT = "production";

    private final Fields kind;
    private final TargetId target;
    private final Map<String, String> found = new LinkedHashMap<>();
    private Optional<String> version = Optional.empty();

    private KindLook(Fields kind, TargetId target) {
        this.kind = kind;
        this.target = target;
    }

    /**
     * @param files further kinds, beside those shipped
     * @throws InvalidDescription when there is no such kind
     */
    public static KindLook of(String name, List<Path> files, TargetId target) {
        Problems problems = new Problems();
        Shelf shelf = Shelf.withShippedKinds(problems);
        files.forEach(file ->
                shelf.layOnce(Documents.read(DescriptionFiles.start(file), file.toString(), problems), problems));
        Optional<Document> kind = shelf.kind(name);
        if (kind.isEmpty()) {
            problems.unknown(new Place(Layer.KIND, "--kind", 0), "kind", name, "a kind", shelf.kinds());
        }
        problems.orThrow();
        return new KindLook(kind.orElseThrow().fields(), target);
    }

    /** Variables that only a system can say. */
    public List<String> needs() {
        return kind.texts("needs");
    }

    /** Variables the kind knows how to find. */
    public Set<String> findable() {
        return look().fields("vars").map().keySet();
    }

    /**
     * Takes in what a person says.
     *
     * @throws InvalidDescription when the kind has no such variable
     */
    public void say(Map<String, String> variables) {
        Set<String> known = new TreeSet<>(kind.fields("vars").map().keySet());
        known.addAll(needs());
        known.addAll(findable());
        Problems problems = new Problems();
        variables.keySet().stream()
                // A kind without any leaves them to its systems.
                .filter(name -> !known.isEmpty() && !known.contains(name))
                .forEach(name -> problems.unknown(
                        new Place(Layer.KIND, "--var", 0),
                        name,
                        name,
                        "a variable of kind " + kind.text("kind").orElse(""),
                        known));
        problems.orThrow();
        variables.forEach(this::know);
    }

    /** Takes in the value of a variable, said by a person or found. */
    public void know(String variable, String value) {
        found.put(variable, value);
    }

    /** Takes in the version that runs. */
    public void runs(String running) {
        version = Optional.of(running);
    }

    /** Variables known by now that differ from what the kind says anyway. */
    public Map<String, String> variables() {
        Map<String, String> said = new LinkedHashMap<>(found);
        said.entrySet()
                .removeIf(entry -> kind.fields("vars")
                        .text(entry.getKey())
                        .filter(entry.getValue()::equals)
                        .isPresent());
        return said;
    }

    /** How a variable is read; empty when it needs something nobody knows. */
    public Optional<CheckSpec> variable(String name) {
        return reading("look.vars." + name, look().fields("vars").get(name));
    }

    /** How versions are read without anything but the machine; those that need more are left out. */
    public Map<String, CheckSpec> versions() {
        Fields all = Merger.merge(kind.fields("versions"), Fields.EMPTY);
        for (Map.Entry<String, Value> own : look().fields("versions").map().entrySet()) {
            all = all.with(own.getKey(), own.getValue());
        }
        Map<String, CheckSpec> versions = new LinkedHashMap<>();
        all.map()
                .forEach((name, value) -> reading("versions." + name, Optional.of(value))
                        .ifPresent(reading -> versions.put(name, reading)));
        return versions;
    }

    /** How further configuration files are listed. */
    public Optional<CheckSpec> config() {
        return reading("look.config", look().get("config"));
    }

    /** Configuration that every system of the kind has, as far as its places are known. */
    public List<String> usualConfig() {
        List<String> paths = new ArrayList<>();
        for (Value value : kind.items("config")) {
            Problems problems = new Problems();
            if (value instanceof Scalar path) {
                String filled = filler(problems).text(path, "config");
                if (!problems.any()) {
                    paths.add(filled);
                }
            }
        }
        return paths;
    }

    /** Stores such a system usually has, by name, as they may be written into its description. */
    public Map<String, String> stores() {
        Map<String, String> stores = new LinkedHashMap<>();
        look().fields("stores").map().forEach((name, store) -> stores.put(name, Flow.write(store)));
        return stores;
    }

    /** Roles of the targets the kind takes out of use; none where it does so with every target. */
    public Set<String> roles() {
        return StepRoles.stopped(kind);
    }

    /** Methods of the kind, the usual one first. */
    public List<String> methods() {
        return List.copyOf(kind.fields("methods").map().keySet());
    }

    private Fields look() {
        return kind.fields("look");
    }

    private Optional<CheckSpec> reading(String path, Optional<Value> written) {
        if (!(written.orElse(null) instanceof Fields fields)) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        String id = path.substring(path.lastIndexOf('.') + 1);
        CheckSpec check =
                new CheckReader(Fields.EMPTY, Optional.empty(), filler(problems), problems).check(id, fields, path);
        return problems.any() ? Optional.empty() : Optional.of(check);
    }

    private Filler filler(Problems problems) {
        Fields vars = kind.fields("vars");
        for (Map.Entry<String, String> one : found.entrySet()) {
            vars = vars.with(one.getKey(), Scalar.text(one.getValue(), kind.place()));
        }
        EnvironmentSpec environment = new EnvironmentSpec(
                ENVIRONMENT, Optional.empty(), List.of(), Map.of(target, Optional.empty()), Map.of());
        Map<String, String> more =
                version.map(running -> Map.of("from.version", running)).orElse(Map.of());
        Map<String, String> known = KnownNames.of(environment, target, Optional.empty(), Optional.empty(), more);
        Scope scope = Scope.of(
                known,
                Map.of("vars", vars, "new", Fields.EMPTY, "old", Fields.EMPTY),
                Scope.Later.REFUSE,
                false,
                problems);
        return new Filler(scope, problems);
    }
}
