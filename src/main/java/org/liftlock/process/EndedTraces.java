package org.liftlock.process;

import java.util.Date;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.liftlock.erasure.Traces;
import org.springframework.stereotype.Component;

/** The engine's history of an upgrade goes with its clean-up, called processes included. */
@Component
class EndedTraces implements Traces {

    private final HistoryService history;
    private final DomainTime time;

    EndedTraces(HistoryService history, DomainTime time) {
        this.history = history;
        this.time = time;
    }

    @Override
    public void end(String upgradeKey) {
        String[] instances = history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(upgradeKey)
                .rootProcessInstances()
                .finished()
                .list()
                .stream()
                .map(HistoricProcessInstance::getId)
                .toArray(String[]::new);
        if (instances.length > 0) {
            history.setRemovalTimeToHistoricProcessInstances()
                    .absoluteRemovalTime(Date.from(time.now()))
                    .byIds(instances)
                    .hierarchical()
                    .executeAsync();
        }
    }
}
