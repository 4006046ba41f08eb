package org.liftlock.process;

import java.util.ArrayList;
import java.util.HashSet;
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
 * @param before what each of the files would replace, by the name of the file
 */
public record ModelChange(
        List<ModelSet> replaced,
        List<ModelGate.Model> base,
        List<ModelGate.Model> result,
        List<ModelGate.Model> files,
        Map<String, ModelGate.Model> before) {

    /**
     * Lays files over what is deployed.
     *
     * @throws IllegalArgumentException when a file cannot be read
     */
    public static ModelChange of(List<ModelGate.Model> given, List<ModelSet> deployed) {
        Map<ModelGate.Model, Set<String>> keys = new LinkedHashMap<>();
        given.forEach(model -> keys.put(model, ModelKeys.definedIn(model)));
        Set<ModelSet> replaced = new LinkedHashSet<>();
        keys.values()
                .forEach(defined -> deployed.stream()
                        .filter(set -> !set.defining(defined).isEmpty())
                        .forEach(replaced::add));
        Map<String, ModelGate.Model> base = new LinkedHashMap<>();
        replaced.forEach(set -> set.models().forEach(model -> base.put(model.resource(), model)));
        Map<String, ModelGate.Model> result = new LinkedHashMap<>(base);
        List<ModelGate.Model> files = new ArrayList<>();
        Map<String, ModelGate.Model> before = new LinkedHashMap<>();
        keys.forEach((model, defined) -> {
            List<ModelGate.Model> same = replaced.stream()
                    .flatMap(set -> set.defining(defined).stream())
                    .toList();
            String name = same.isEmpty() ? stableName(model) : same.get(0).resource();
            ModelGate.Model laid = new ModelGate.Model(name, model.content());
            same.forEach(old -> result.remove(old.resource()));
            result.put(name, laid);
            if (!same.contains(laid)) {
                files.add(laid);
                same.stream().findFirst().ifPresent(old -> before.put(name, old));
            }
        });
        return new ModelChange(
                List.copyOf(replaced),
                List.copyOf(base.values()),
                List.copyOf(result.values()),
                List.copyOf(files),
                Map.copyOf(before));
    }

    private static String stableName(ModelGate.Model model) {
        String file = model.resource().substring(model.resource().lastIndexOf('/') + 1);
        return (model.isForm() ? "forms/" : "processes/") + file;
    }

    /** Whether something that is deployed would become something else. */
    public boolean replacesSomething() {
        return !replaced.isEmpty() && !files.isEmpty();
    }

    /** The file that would be replaced by one of the {@link #files()}; empty for a new one. */
    public Optional<ModelGate.Model> before(ModelGate.Model file) {
        return Optional.ofNullable(before.get(file.resource()));
    }

    /** Whether these are the whole set as it would be deployed, nothing left out. */
    boolean isComplete(List<ModelGate.Model> deployment) {
        return new HashSet<>(deployment).equals(new HashSet<>(result));
    }

    /** Of what would be replaced, to see whether it still is what it was. */
    public Digest baseDigest() {
        return ModelSet.digest(base);
    }

    /** Of all that would be deployed. */
    public Digest resultDigest() {
        return ModelSet.digest(result);
    }

    /** Of what differs. */
    public Digest filesDigest() {
        return ModelSet.digest(files);
    }
}
