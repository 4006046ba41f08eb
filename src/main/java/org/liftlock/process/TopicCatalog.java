package org.liftlock.process;

import java.util.Set;

/** The topics for which a worker exists. A model with any other topic would wait for ever, and is refused. */
@FunctionalInterface
public interface TopicCatalog {

    Set<String> topics();
}
