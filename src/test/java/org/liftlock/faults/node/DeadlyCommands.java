package org.liftlock.faults.node;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Lets the node die when a timer or an answer of a person is about to be committed. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnProperty("liftlock.faults.directory")
class DeadlyCommands extends AbstractProcessEnginePlugin {

    private final Arms arms;

    DeadlyCommands(Arms arms) {
        this.arms = arms;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<CommandInterceptor> inner = new ArrayList<>();
        if (engine.getCustomPostCommandInterceptorsTxRequired() != null) {
            inner.addAll(engine.getCustomPostCommandInterceptorsTxRequired());
        }
        inner.add(new CommandInterceptor() {
            @Override
            public <T> T execute(Command<T> command) {
                String moment = moment(command);
                String what = moment.isEmpty() ? "" : what(command);
                if (!what.isEmpty() && TransactionSynchronizationManager.isSynchronizationActive()) {
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCompletion() {
                            arms.dieAt(moment, what);
                        }
                    });
                }
                return next.execute(command);
            }
        });
        engine.setCustomPostCommandInterceptorsTxRequired(inner);
    }

    private static String moment(Command<?> command) {
        if (command instanceof ExecuteJobsCmd) {
            return "AT_TIMER";
        }
        return command instanceof SubmitTaskFormCmd ? "AT_ANSWER" : "";
    }

    /** The element of the timer or of the task; empty for a job that is no timer. */
    private static String what(Command<?> command) {
        CommandContext context = Context.getCommandContext();
        if (command instanceof SubmitTaskFormCmd) {
            TaskEntity task = context.getTaskManager().findTaskById(field(command, SubmitTaskFormCmd.class, "taskId"));
            return task == null ? "" : task.getTaskDefinitionKey();
        }
        return context.getJobManager().findJobById(field(command, ExecuteJobsCmd.class, "jobId"))
                        instanceof TimerEntity timer
                ? timer.getJobDefinition().getActivityId()
                : "";
    }

    private static String field(Object command, Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return (String) field.get(command);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("The engine's " + type.getSimpleName() + " has changed", changed);
        }
    }
}
