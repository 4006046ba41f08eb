package org.liftlock.process;

import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;

/** The delegates and topics a model may name. */
final class ModelVocabulary {

    /** A longer list, repeated for every fault, would hide the faults. */
    private static final int LISTED = 10;

    private final ModelBeans beans;
    private final ObjectProvider<TopicCatalog> topics;

    ModelVocabulary(ModelBeans beans, ObjectProvider<TopicCatalog> topics) {
        this.beans = beans;
        this.topics = topics;
    }

    Optional<String> complaintAboutDelegate(String expression) {
        String name = expression.replaceAll("^[$#]\\{\\s*(\\w+)\\s*}$", "$1");
        if (beans.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of("The delegate expression " + expression + " names no delegate of this product. "
                + known("Delegates", name, beans.names()));
    }

    Optional<String> complaintAboutTopic(String topic) {
        Set<String> served = topics.stream()
                .flatMap(catalog -> catalog.topics().stream())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        boolean nobodyTold = topics.stream().findAny().isEmpty();
        if (nobodyTold || served.contains(topic)) {
            return Optional.empty();
        }
        return Optional.of("No worker serves the topic \"" + topic + "\". " + known("Topics", topic, served));
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
