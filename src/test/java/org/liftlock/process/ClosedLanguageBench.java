package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;

/**
 * What the closed language costs against the one of the engine as it comes: expressions of our models, evaluated on a real
 * execution, and read for the first time. Counts processor time, which other work on the machine disturbs least. Each round
 * measures both and the plain one a second time (A/A).
 */
class ClosedLanguageBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 31;
    private static final int EVALUATIONS = 100_000;
    private static final int READINGS = 10_000;

    /** As they stand in the models. */
    private static final List<String> EXPRESSIONS = List.of(
            "${controlLevel == 'HIGH'}",
            "${mode == 'RAISE' and not rehearsalNeeded}",
            "${verifyBackupOutcome == 'FAILED' or verifyBackupOutcome == 'REFUSED'}",
            "${nrOfCompletedInstances < 3}",
            "${upgradeKey}",
            "Raise ${upgradeKey} in ${mode}",
            "${empty missing ? mode : controlLevel}");

    private static final Map<String, Object> VARIABLES = Map.of(
            "controlLevel", "HIGH",
            "mode", "RAISE",
            "rehearsalNeeded", false,
            "verifyBackupOutcome", "SUCCEEDED",
            "nrOfCompletedInstances", 2,
            "upgradeKey", "UPG-2026-0001",
            "missing", "");

    private interface Work {

        int done(ExpressionManager language, VariableScope scope);
    }

    @Test
    void evaluating() {
        measure("evaluated", EVALUATIONS, (language, scope) -> {
            List<Expression> read =
                    EXPRESSIONS.stream().map(language::createExpression).toList();
            int sum = 0;
            for (int evaluation = 0; evaluation < EVALUATIONS; evaluation++) {
                sum += read.get(evaluation % read.size()).getValue(scope).hashCode();
            }
            return sum;
        });
    }

    /** No two have the same text, so that none comes out of the cache. */
    @Test
    void readingForTheFirstTime() {
        measure("read for the first time", READINGS, (language, scope) -> {
            int sum = 0;
            for (int reading = 0; reading < READINGS; reading++) {
                String text = "${mode == 'RAISE' and nrOfCompletedInstances < " + System.nanoTime() + "}";
                sum += language.createExpression(text).getExpressionText().length() > 0 ? 1 : 0;
            }
            return sum;
        });
    }

    private static void measure(String what, int times, Work work) {
        ProcessEngine plain = Intrusion.unguarded("plain-language").buildProcessEngine();
        ProcessEngine closed = Intrusion.closedLanguageOnly("closed-language");
        try {
            String onPlain = start(plain);
            String onClosed = start(closed);
            List<Double> equal = new ArrayList<>();
            List<Double> ratio = new ArrayList<>();
            List<Double> each = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                boolean closedFirst = round % 2 == 0;
                double first = closedFirst ? time(closed, onClosed, work) : 0;
                double one = time(plain, onPlain, work);
                double two = time(plain, onPlain, work);
                double ours = closedFirst ? first : time(closed, onClosed, work);
                if (round >= 0) {
                    equal.add(two / one);
                    ratio.add(ours * 2 / (one + two));
                    each.add(ours / times);
                }
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "Expressions %s: A/A %s   closed/plain %s   closed %.0f ns each%s",
                    what,
                    spread(equal),
                    spread(ratio),
                    median(each),
                    median(ratio) > 1 && median(ratio) < highest(equal) ? "   (no slower beyond noise)" : ""));
            assertThat(median(ratio)).as("closed/plain").isLessThan(Math.max(1.1, highest(equal)));
        } finally {
            plain.close();
            closed.close();
        }
    }

    private static String start(ProcessEngine engine) {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "waits.bpmn",
                        Bpmn.createExecutableProcess("waits")
                                .startEvent()
                                .userTask()
                                .endEvent()
                                .done())
                .deploy();
        return engine.getRuntimeService()
                .startProcessInstanceByKey("waits", VARIABLES)
                .getId();
    }

    private static double time(ProcessEngine engine, String execution, Work work) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute((Command<Double>) context -> {
            VariableScope scope = context.getExecutionManager().findExecutionById(execution);
            long start = THREADS.getCurrentThreadCpuTime();
            work.done(configuration.getExpressionManager(), scope);
            return (double) (THREADS.getCurrentThreadCpuTime() - start);
        });
    }

    /** Median, and the middle nine tenths. */
    private static String spread(List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        int edge = sorted.size() / 20;
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                median(ratios),
                sorted.get(edge),
                sorted.get(sorted.size() - 1 - edge));
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static double highest(List<Double> ratios) {
        return ratios.stream().sorted().toList().get(ratios.size() - 1 - ratios.size() / 20);
    }
}
