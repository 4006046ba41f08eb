package org.liftlock.process;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * Models and forms that were deployed together, of which at least one is what new upgrades run on.
 *
 * @param source where they came from, as our deployer wrote it down: {@link #RELEASE}, {@link #FOLDER} or
 *     {@link #APPROVED}; empty for a deployment of somebody else
 * @param byKey the file that defines a process, a decision or a form
 */
public record ModelSet(
        String deployment,
        Optional<String> source,
        Instant deployedAt,
        List<ModelGate.Model> models,
        Map<String, ModelGate.Model> byKey) {

    /** They came with the product. */
    public static final String RELEASE = "release";

    /** They were read from folders of the site. */
    public static final String FOLDER = "folder";

    /** A person proposed them, another one approved them. */
    public static final String APPROVED = "approved";

    /** Reads what the files define. */
    static ModelSet of(String deployment, Optional<String> source, Instant deployedAt, List<ModelGate.Model> models) {
        Map<String, ModelGate.Model> byKey = new LinkedHashMap<>();
        models.forEach(model -> ModelKeys.definedIn(model).forEach(key -> byKey.put(key, model)));
        return new ModelSet(deployment, source, deployedAt, List.copyOf(models), Map.copyOf(byKey));
    }

    /** The files among them that define one of these. */
    public List<ModelGate.Model> defining(Collection<String> keys) {
        return keys.stream()
                .filter(byKey::containsKey)
                .map(byKey::get)
                .distinct()
                .toList();
    }

    /** Over names and contents, in whatever order they are given. */
    public static Digest digest(Collection<ModelGate.Model> models) {
        StringBuilder text = new StringBuilder();
        models.stream()
                .sorted(Comparator.comparing(ModelGate.Model::resource))
                .forEach(model -> text.append(model.resource())
                        .append('\n')
                        .append(model.content().length())
                        .append('\n')
                        .append(model.content())
                        .append('\n'));
        return Digest.of(text.toString());
    }
}
