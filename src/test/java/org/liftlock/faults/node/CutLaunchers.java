package org.liftlock.faults.node;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cuts the way to a target: before a launch arrives, after it when the reply is under way, or while asking. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("liftlock.faults.directory")
class CutLaunchers {

    @Bean
    static BeanPostProcessor cuts(org.springframework.beans.factory.ObjectProvider<Arms> arms) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Launchers launchers
                        ? (Launchers) target -> new Cut(launchers.of(target), target.instance(), arms.getObject())
                        : bean;
            }
        };
    }

    private record Cut(Launcher launcher, String instance, Arms arms) implements Launcher {

        @Override
        public LaunchReply launch(RunOrder order) {
            String topic = order.key().value().split("\\.")[1];
            if (arms.takes("CUT_BEFORE_LAUNCH." + instance, topic)) {
                return new LaunchReply.NotReached("the connection to " + instance + " was cut");
            }
            LaunchReply reply = launcher.launch(order);
            return arms.takes("LOSE_REPLY." + instance, topic)
                    ? new LaunchReply.ReplyLost("the connection to " + instance + " was cut")
                    : reply;
        }

        @Override
        public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
            return arms.isOrdered("CUT_POLLING." + instance, "")
                    ? keys.stream()
                            .collect(Collectors.toMap(
                                    key -> key,
                                    key -> new RunState.Unknown("the connection to " + instance + " was cut")))
                    : launcher.observe(keys);
        }

        @Override
        public RunState stop(RunKey key, long token) {
            return arms.isOrdered("CUT_POLLING." + instance, "")
                    ? new RunState.Unknown("the connection to " + instance + " was cut")
                    : launcher.stop(key, token);
        }

        @Override
        public Output output(RunKey key, long offset, int limit) {
            return arms.isOrdered("CUT_POLLING." + instance, "")
                    ? new Output("", offset, offset)
                    : launcher.output(key, offset, limit);
        }

        @Override
        public Reading read(Command command) {
            return launcher.read(command);
        }
    }
}
