package org.liftlock.process;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.naming.Digest;

/**
 * Models and forms that were deployed together, of which at least one is what new upgrades run on.
 *
 * @param source where they came from, as our deployer wrote it down: {@link #RELEASE}, {@link #FOLDER} or
 *     {@link #APPROVED}; empty for a deployment of somebody else
 */
public record ModelSet(String deployment, Optional<String> source, Instant deployedAt, List<ModelGate.Model> models) {

    /** They came with the product. */
    public static final String RELEASE = "release";

    /** They were read from folders of the site. */
    public static final String FOLDER = "folder";

    /** A person proposed them, another one approved them. */
    public static final String APPROVED = "approved";

    public ModelSet {
        models = List.copyOf(models);
    }

    /** The file among them that defines one of these. */
    public Optional<ModelGate.Model> defining(Set<String> keys) {
        return models.stream()
                .filter(model -> ModelKeys.definedIn(model).stream().anyMatch(keys::contains))
                .findFirst();
    }

    /** Everything they define. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        models.forEach(model -> keys.addAll(ModelKeys.definedIn(model)));
        return keys;
    }

    /** Over names and contents, in whatever order they are given. */
    public static Digest digest(List<ModelGate.Model> models) {
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
