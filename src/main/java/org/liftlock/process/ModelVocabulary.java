package org.liftlock.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;

/** The delegates and topics a model may name. */
final class ModelVocabulary {

    /** A longer list, repeated for every fault, would hide the faults. */
    private static final int LISTED = 10;

    private final Supplier<Set<String>> delegates;
    private final Supplier<Optional<Set<String>>> topics;

    private ModelVocabulary(Supplier<Set<String>> delegates, Supplier<Optional<Set<String>>> topics) {
        this.delegates = delegates;
        this.topics = topics;
    }

    /** What this server has; every topic, as long as nobody says which are served. */
    static ModelVocabulary served(ModelBeans beans, ObjectProvider<TopicCatalog> topics) {
        return new ModelVocabulary(
                beans::names,
                () -> topics.stream().findAny().isEmpty()
                        ? Optional.empty()
                        : Optional.of(topics.stream()
                                .flatMap(catalog -> catalog.topics().stream())
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** What this product has, where no server runs. */
    static ModelVocabulary known() {
        return new ModelVocabulary(
                () -> Arrays.stream(Bean.values()).map(Bean::beanName).collect(Collectors.toUnmodifiableSet()),
                () -> Optional.of(
                        Arrays.stream(Topic.values()).map(Topic::topic).collect(Collectors.toUnmodifiableSet())));
    }

    boolean isDelegate(String name) {
        return delegates.get().contains(name);
    }

    Optional<String> complaintAboutDelegate(String expression) {
        String name = expression.replaceAll("^[$#]\\{\\s*(\\w+)\\s*}$", "$1");
        if (isDelegate(name)) {
            return Optional.empty();
        }
        return Optional.of("The delegate expression " + expression + " names no delegate of this product. "
                + known("Delegates", name, delegates.get()));
    }

    Optional<String> complaintAboutTopic(String topic) {
        Optional<Set<String>> served = topics.get();
        if (served.isEmpty() || served.get().contains(topic)) {
            return Optional.empty();
        }
        return Optional.of("No worker serves the topic \"" + topic + "\". " + known("Topics", topic, served.get()));
    }

    private static String known(String what, String wanted, Set<String> names) {
        Optional<String> near =
                names.stream().filter(name -> distance(name, wanted) <= 2).findFirst();
        return near.map(name -> "Did you mean \"" + name + "\"?")
                .orElseGet(() -> what + " are: "
                        + String.join(", ", names.stream().sorted().toList()) + ".");
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
