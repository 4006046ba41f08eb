package org.liftlock.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;

/**
 * Switches that no configuration file may turn off: what the engine refuses, what it writes down, how it retries. The
 * rest is in {@code application.yaml}.
 */
final class EngineSetUp extends AbstractProcessEnginePlugin {

    /**
     * As long as the shipped models say, or the engine warns of each of them at every deployment. It counts from the start
     * of an upgrade. What the record tells lies in tables of our own and stays.
     */
    private static final String HISTORY_KEPT_FOR = "P3650D";

    private static final String BATCHES_KEPT_FOR = "P30D";

    /**
     * For faults of our own machinery only, which are safe to repeat: about an hour in which a database may come back,
     * then an incident that a person sees.
     */
    private static final String RETRIES = "PT5S,PT20S,PT1M,PT5M,PT15M,PT30M";

    /** What one query of a logged-in user may fetch at once. */
    private static final int LARGEST_ANSWER = 2000;

    /** By it the next due job is found; the engine has no index for that. */
    private static final String JOBS_BY_DUE_DATE =
            "create index if not exists liftlock_job_by_due_date on ACT_RU_JOB (DUEDATE_)";

    private final ModelBeans beans;
    private final ClosedModel closed;
    private final ModelGates gates;
    private final KeptModels kept;
    private final TimerAlarm alarm;
    private final Supplier<IdentityChanges> witness;
    private final SchemaLock schemaLock;
    private final Optional<CleanUpWindow> cleanUp;

    EngineSetUp(
            ModelBeans beans,
            ClosedModel closed,
            ModelGates gates,
            KeptModels kept,
            TimerAlarm alarm,
            Supplier<IdentityChanges> witness,
            SchemaLock schemaLock,
            Optional<CleanUpWindow> cleanUp) {
        this.beans = beans;
        this.closed = closed;
        this.gates = gates;
        this.kept = kept;
        this.alarm = alarm;
        this.witness = witness;
        this.schemaLock = schemaLock;
        this.cleanUp = cleanUp;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        closeLanguage(engine);
        guard(engine);
        speakPlainly(engine);
        keepHistory(engine);
        tellOfPeople(engine);
        runJobs(engine);
        schemaLock.acquire();
    }

    private void closeLanguage(ProcessEngineConfigurationImpl engine) {
        engine.setBeans(beans);
        engine.setExpressionManager(new ClosedExpressionManager(beans));
        engine.setBpmnParseFactory(parser -> new ClosedBpmnParse(parser, closed));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.getCustomPreDeployers().add(gates);
    }

    private void guard(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setCommandCheckers(List.of(new TenantCommandChecker(), kept));
        engine.setTaskService(new GuardedTaskService());
        engine.setFormService(new GuardedFormService());
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setQueryMaxResultsLimit(LARGEST_ANSWER);
        engine.setEnableExceptionsAfterUnhandledBpmnError(true);
        // A step that is cut off has no outcome to map; without this a stop would fail on the step it has to stop.
        engine.setSkipOutputMappingOnCanceledActivities(true);
    }

    private static void speakPlainly(ProcessEngineConfigurationImpl engine) {
        engine.setCustomPreCommandInterceptorsTxRequired(List.of(new PlainRefusals()));
    }

    private void keepHistory(ProcessEngineConfigurationImpl engine) {
        engine.setCustomHistoryLevels(List.of(new OwnHistory()));
        engine.setHistory(OwnHistory.NAME);
        engine.setHistoryTimeToLive(HISTORY_KEPT_FOR);
        engine.setHistoryRemovalTimeStrategy(ProcessEngineConfiguration.HISTORY_REMOVAL_TIME_STRATEGY_START);
        // Also what the engine keeps of its own batches, such as those that end the history of erased upgrades.
        engine.setBatchOperationHistoryTimeToLive(BATCHES_KEPT_FOR);
        cleanUp.ifPresent(window -> {
            engine.setHistoryCleanupBatchWindowStartTime(window.from());
            engine.setHistoryCleanupBatchWindowEndTime(window.until());
        });
    }

    private void tellOfPeople(ProcessEngineConfigurationImpl engine) {
        engine.setIdentityProviderSessionFactory(new ToldIdentities.Factory(witness));
        engine.getCustomSessionFactories().add(new ToldRights.Factory(witness));
    }

    private void runJobs(ProcessEngineConfigurationImpl engine) {
        engine.setFailedJobRetryTimeCycle(RETRIES);
        engine.setJobExecutorAcquireByDueDate(true);
        engine.setEnsureJobDueDateNotNull(true);
        engine.getCustomSessionFactories().add(new AlarmingJobManager.Factory(alarm));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        try {
            schemaLock.create(JOBS_BY_DUE_DATE);
        } finally {
            schemaLock.release();
        }
    }
}
