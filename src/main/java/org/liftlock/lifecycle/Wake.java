package org.liftlock.lifecycle;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.liftlock.process.UpgradeProcess.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wakes whoever waits for a decision that has been written down. The row is the decision; a message that goes astray is
 * sent again, to each waiting process on its own, until nobody waits for it any more.
 */
@Component
public class Wake {

    private static final Logger LOG = LoggerFactory.getLogger(Wake.class);

    private final RuntimeService runtime;
    private final JdbcClient jdbc;

    Wake(RuntimeService runtime, JdbcClient jdbc) {
        this.runtime = runtime;
        this.jdbc = jdbc;
    }

    /**
     * Every process of the upgrade that waits for the message gets it, one after another. Not to be called in the name of a
     * person: nobody but the product itself may move a process on.
     */
    public void all(String upgradeKey, Message message) {
        List<String> instances =
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(upgradeKey).list().stream()
                        .map(instance -> instance.getProcessInstanceId())
                        .toList();
        for (String instance : instances) {
            for (EventSubscription waiting : runtime.createEventSubscriptionQuery()
                    .processInstanceId(instance)
                    .eventType("message")
                    .eventName(message.text())
                    .list()) {
                deliver(waiting, message);
            }
        }
    }

    /** An order to stop reaches also those that began to wait after it was given. */
    @Scheduled(fixedDelayString = "${liftlock.wake.every:PT1S}")
    void repeatStopOrders() {
        jdbc.sql("""
                        select directive.upgrade_key from directive
                        join upgrade on upgrade.upgrade_key = directive.upgrade_key and upgrade.stage <> 'CLOSED'
                        where directive.kind = 'STOP_AND_GO_BACK' and directive.seq =
                            (select max(newest.seq) from directive newest
                             where newest.upgrade_key = directive.upgrade_key)
                        """).query(String.class).list().forEach(key -> all(key, Message.STOP_ORDERED));
    }

    /** Between two waits nobody hears a cancellation; whoever waits next does. */
    @Scheduled(fixedDelayString = "${liftlock.wake.every:PT1S}")
    void repeatCancellations() {
        jdbc.sql("""
                        select upgrade_key from upgrade
                        where cancelled_at is not null and stage in ('ASSESSMENT', 'PREPARATION', 'WAITING')
                        """).query(String.class).list().forEach(key -> all(key, Message.UPGRADE_CANCELLED));
    }

    private void deliver(EventSubscription waiting, Message message) {
        try {
            runtime.messageEventReceived(message.text(), waiting.getExecutionId());
        } catch (RuntimeException lost) {
            LOG.debug("{} did not reach {}: {}", message.text(), waiting.getActivityId(), lost.toString());
        }
    }
}
