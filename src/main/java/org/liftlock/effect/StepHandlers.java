package org.liftlock.effect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.process.TopicCatalog;
import org.springframework.stereotype.Component;

/** Every handler by its topic. */
@Component
class StepHandlers implements TopicCatalog {

    private final Map<String, StepHandler> byTopic;

    StepHandlers(List<StepHandler> handlers) {
        this.byTopic = handlers.stream().collect(Collectors.toUnmodifiableMap(StepHandler::topic, Function.identity()));
    }

    @Override
    public Set<String> topics() {
        return byTopic.keySet();
    }

    StepHandler of(String topic) {
        StepHandler handler = byTopic.get(topic);
        if (handler == null) {
            throw new IllegalStateException("No step is called \"" + topic + "\"; a model uses a topic nobody serves");
        }
        return handler;
    }

    /** "verify-backup" as people say it: "Verify backup". */
    String nameOf(String topic) {
        String words = topic.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
