package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

/** Whatever marking a real engine reaches with a model of blocks, the proof has predicted. */
class BlockPredictionTest {

    private static final int RUNS = Boolean.getBoolean("proof.long") ? 40 : 3;
    private static final int STEPS = 40;
    private static final int MOST = 30_000;

    private static ProcessEngine engine;
    private static int runs;

    @BeforeContainer
    static void startTheEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("blocks");
        configuration.setJdbcUrl("jdbc:h2:mem:blocks-" + System.nanoTime());
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("activity");
        engine = configuration.buildProcessEngine();
    }

    @AfterContainer
    static void stopTheEngine() {
        engine.close();
        System.out.println(runs + " runs of random models on the engine, all of them predicted");
    }

    @Property(tries = 50)
    void theEngineReachesNoMarkingThatWasNotPredicted(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int depth) {
        RandomModel model = new RandomModel(seed, depth);
        Models models = ModelReader.read(List.of(model.model()));
        assertThat(models.findings()).isEmpty();
        Net net = Translator.translate(models, models.roots().get(0), false).net;
        StateSpace space = StateSpace.until(net, Set.of(), MOST);
        Assume.that(!space.tooLarge());
        Predicted predicted = Predicted.by(net, space);
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("random.bpmn", model.model().content())
                .deploy()
                .getId();
        try {
            for (int run = 0; run < RUNS; run++) {
                walk(model, new Random(seed + run), predicted);
                runs++;
            }
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }

    /** @param waiting the sets of tasks that wait at the same time */
    private record Predicted(Set<String> elements, Set<Set<String>> waiting, Set<Rule> rules) {

        static Predicted by(Net net, StateSpace space) {
            return new Predicted(
                    space.happened().stream()
                            .mapToObj(id -> net.transitions().get(id).part())
                            .filter(part -> part != null)
                            .map(Part::id)
                            .collect(Collectors.toSet()),
                    IntStream.range(0, space.size())
                            .mapToObj(marking -> space.waiting(marking).stream()
                                    .map(Part::id)
                                    .filter(id -> id.matches("(task|other)\\d+"))
                                    .collect(Collectors.toSet()))
                            .collect(Collectors.toSet()),
                    space.violations().keySet().stream().map(Violation::rule).collect(Collectors.toSet()));
        }

        /** What happens after something happened twice is not followed any further. */
        boolean isComplete() {
            return !rules.contains(Rule.ONE_TOKEN);
        }
    }

    private static void walk(RandomModel model, Random random, Predicted predicted) {
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("random", model.choices(random))
                .getId();
        for (int step = 0; step < STEPS; step++) {
            judgeMarking(model, predicted);
            List<Runnable> possible = new ArrayList<>();
            for (Task task : engine.getTaskService().createTaskQuery().list()) {
                possible.add(() -> engine.getTaskService().complete(task.getId(), model.choices(random)));
            }
            for (Job job : engine.getManagementService().createJobQuery().list()) {
                possible.add(() -> engine.getManagementService().executeJob(job.getId()));
            }
            if (possible.isEmpty()) {
                break;
            }
            possible.get(random.nextInt(possible.size())).run();
        }
        judgeRun(instance, model, predicted);
    }

    private static void judgeMarking(RandomModel model, Predicted predicted) {
        List<String> tasks = engine.getTaskService().createTaskQuery().list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
        Set<String> waiting = new HashSet<>(tasks);
        if (waiting.size() < tasks.size()) {
            assertThat(predicted.rules()).as("%s twice: %s", tasks, model).contains(Rule.ONE_TOKEN);
        }
        if (predicted.isComplete()) {
            assertThat(predicted.waiting()).as("waiting in %s", model).contains(waiting);
        }
    }

    private static void judgeRun(String instance, RandomModel model, Predicted predicted) {
        boolean open = engine.getRuntimeService().createProcessInstanceQuery().count() > 0;
        boolean waiting = engine.getTaskService().createTaskQuery().count() > 0;
        if (open && !waiting) {
            assertThat(predicted.rules()).as("stands still: %s", model).containsAnyOf(Rule.NO_DEADLOCK, Rule.ONE_TOKEN);
        }
        if (predicted.isComplete()) {
            assertThat(predicted.elements())
                    .as("happened in %s", model)
                    .containsAll(engine
                            .getHistoryService()
                            .createHistoricActivityInstanceQuery()
                            .processInstanceId(instance)
                            .finished()
                            .list()
                            .stream()
                            .filter(activity -> !activity.isCanceled())
                            .map(HistoricActivityInstance::getActivityId)
                            .collect(Collectors.toSet()));
        }
        if (open) {
            engine.getRuntimeService().deleteProcessInstance(instance, "the run is over");
        }
    }
}
