package org.liftlock.process;

import java.util.Date;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

/** The engine's job manager; it also tells the alarm, after the commit, when a new timer is due. */
final class AlarmingJobManager extends JobManager {

    private final TimerAlarm alarm;

    private AlarmingJobManager(TimerAlarm alarm) {
        this.alarm = alarm;
    }

    @Override
    public void schedule(TimerEntity timer) {
        super.schedule(timer);
        tellAlarm(timer.getDuedate());
    }

    @Override
    public void reschedule(JobEntity job, Date due) {
        super.reschedule(job, due);
        tellAlarm(due);
    }

    private void tellAlarm(Date due) {
        if (due != null) {
            Context.getCommandContext()
                    .getTransactionContext()
                    .addTransactionListener(TransactionState.COMMITTED, context -> alarm.dueAt(due.toInstant()));
        }
    }

    record Factory(TimerAlarm alarm) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return JobManager.class;
        }

        @Override
        public Session openSession() {
            return new AlarmingJobManager(alarm);
        }
    }
}
