package org.liftlock.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.Digest;

/**
 * What files would do to the models that are deployed: a file takes the place of the one that defines the same process,
 * decision or form, whatever it is called; the rest of the set stays, since models find what they call and their forms
 * in their own deployment.
 *
 * @param replaced the sets that hold what the files would replace; none when the files define only what is new
 * @param base every file of these sets
 * @param result these files as they would be deployed
 * @param files those of the result that differ from what is deployed
 */
public record ModelChange(
        List<ModelSet> replaced,
        List<ModelGate.Model> base,
        List<ModelGate.Model> result,
        List<ModelGate.Model> files) {

    public ModelChange {
        replaced = List.copyOf(replaced);
        base = List.copyOf(base);
        result = List.copyOf(result);
        files = List.copyOf(files);
    }

    /**
     * Lays files over what is deployed.
     *
     * @throws IllegalArgumentException when a file cannot be read
     */
    public static ModelChange of(List<ModelGate.Model> given, List<ModelSet> deployed) {
        Set<ModelSet> replaced = new LinkedHashSet<>();
        for (ModelGate.Model model : given) {
            Set<String> keys = ModelKeys.definedIn(model);
            deployed.stream().filter(set -> set.defining(keys).isPresent()).forEach(replaced::add);
        }
        Map<String, ModelGate.Model> base = new LinkedHashMap<>();
        replaced.forEach(set -> set.models().forEach(model -> base.put(model.resource(), model)));
        Map<String, ModelGate.Model> result = new LinkedHashMap<>(base);
        List<ModelGate.Model> files = new ArrayList<>();
        for (ModelGate.Model model : given) {
            lay(model, replaced, result).ifPresent(files::add);
        }
        return new ModelChange(List.copyOf(replaced), List.copyOf(base.values()), List.copyOf(result.values()), files);
    }

    private static Optional<ModelGate.Model> lay(
            ModelGate.Model given, Set<ModelSet> replaced, Map<String, ModelGate.Model> result) {
        Set<String> keys = ModelKeys.definedIn(given);
        List<ModelGate.Model> same = replaced.stream()
                .flatMap(set -> set.models().stream())
                .filter(model -> ModelKeys.definedIn(model).stream().anyMatch(keys::contains))
                .toList();
        String name = same.isEmpty() ? stableName(given) : same.get(0).resource();
        ModelGate.Model laid = new ModelGate.Model(name, given.content());
        same.forEach(model -> result.remove(model.resource()));
        result.put(name, laid);
        return same.stream().anyMatch(laid::equals) ? Optional.empty() : Optional.of(laid);
    }

    private static String stableName(ModelGate.Model model) {
        String file = model.resource().substring(model.resource().lastIndexOf('/') + 1);
        return (model.isForm() ? "forms/" : "processes/") + file;
    }

    /** Whether something that is deployed would become something else. */
    public boolean replacesSomething() {
        return !replaced.isEmpty() && !files.isEmpty();
    }

    /** The file that would be replaced by one of the {@link #files()}. */
    public Optional<ModelGate.Model> before(ModelGate.Model file) {
        Set<String> keys = ModelKeys.definedIn(file);
        return base.stream()
                .filter(model -> ModelKeys.definedIn(model).stream().anyMatch(keys::contains))
                .findFirst();
    }

    /** Of what would be replaced, to see whether it still is what it was. */
    public Digest baseDigest() {
        return ModelSet.digest(base);
    }

    /** Of all that would be deployed. */
    public Digest resultDigest() {
        return ModelSet.digest(result);
    }
}
