package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;

/** Whatever a real engine does with a model, the proof has seen coming. */
class PredictionTest {

    private static final List<String> STEPS = List.of("xor1", "xor2", "and1", "and2", "a", "b", "c", "d");
    private static final int RUNS = Boolean.getBoolean("proof.long") ? 60 : 6;
    private static final int STEPS_OF_A_RUN = 25;

    private static final int ATTEMPTS = 300;

    private static ProcessEngine engine;
    private static int deadlocks;

    @BeforeContainer
    static void startTheEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("prediction");
        configuration.setJdbcUrl("jdbc:h2:mem:prediction-" + System.nanoTime());
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("activity");
        engine = configuration.buildProcessEngine();
    }

    @AfterContainer
    static void stopTheEngine() {
        engine.close();
        System.out.println(deadlocks + " deadlocks of random models happened on the engine as they were told");
    }

    @Property(tries = 60)
    void theEngineDoesNothingThatWasNotPredicted(@ForAll("models") Sketch sketch, @ForAll long seed) {
        String deployment = deploy(sketch);
        StateSpace space = sketch.explored(false);
        Net net = sketch.net();
        Set<String> predicted = space.happened().stream()
                .mapToObj(id -> net.transitions().get(id).part())
                .filter(part -> part != null)
                .map(Part::id)
                .collect(Collectors.toSet());
        try {
            for (int run = 0; run < RUNS; run++) {
                walk(sketch, new Random(seed + run), space, predicted);
            }
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }

    /** Followed task by task; which way a gateway goes is tried until it is the one that was told. */
    @Property(tries = 150)
    void aDeadlockThatIsToldHappensOnTheEngine(@ForAll("models") Sketch sketch, @ForAll long seed) {
        StateSpace space = sketch.explored(false);
        boolean clear = space.violations().keySet().stream().noneMatch(violation -> violation.rule() == Rule.ONE_TOKEN);
        Optional<StateSpace.Way> told = space.violations().entrySet().stream()
                .filter(entry -> entry.getKey().rule() == Rule.NO_DEADLOCK)
                .map(Map.Entry::getValue)
                .findFirst();
        if (!clear || told.isEmpty()) {
            return;
        }
        List<String> tasks = space.wayTo(told.get()).stream()
                .filter(step -> step.part() != null)
                .map(step -> step.part().id())
                .filter(id -> id.matches("[a-d]"))
                .toList();
        String deployment = deploy(sketch);
        try {
            Random random = new Random(seed);
            assertThat(IntStream.range(0, ATTEMPTS).anyMatch(attempt -> standsStillAfter(tasks, sketch, random)))
                    .as("%s in %s", tasks, sketch.flows())
                    .isTrue();
            deadlocks++;
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }

    private static boolean standsStillAfter(List<String> tasks, Sketch sketch, Random random) {
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("random", choices(sketch, random))
                .getId();
        for (String task : tasks) {
            engine.getTaskService().createTaskQuery().taskDefinitionKey(task).list().stream()
                    .limit(1)
                    .forEach(open -> engine.getTaskService().complete(open.getId(), choices(sketch, random)));
        }
        boolean open = engine.getRuntimeService().createProcessInstanceQuery().count() > 0;
        boolean still = open && engine.getTaskService().createTaskQuery().count() == 0;
        if (open) {
            engine.getRuntimeService().deleteProcessInstance(instance, "the run is over");
        }
        return still;
    }

    private static String deploy(Sketch sketch) {
        try {
            return engine.getRepositoryService()
                    .createDeployment()
                    .addString(sketch.model().resource(), sketch.model().content())
                    .deploy()
                    .getId();
        } catch (ProcessEngineException e) {
            Assume.that(false);
            throw e;
        }
    }

    private static void walk(Sketch sketch, Random random, StateSpace space, Set<String> predicted) {
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("random", choices(sketch, random))
                .getId();
        boolean twice = false;
        for (int step = 0; step < STEPS_OF_A_RUN; step++) {
            List<Task> tasks = engine.getTaskService().createTaskQuery().list();
            twice |= tasks.stream().map(Task::getTaskDefinitionKey).distinct().count() < tasks.size();
            if (tasks.isEmpty()) {
                break;
            }
            engine.getTaskService()
                    .complete(tasks.get(random.nextInt(tasks.size())).getId(), choices(sketch, random));
        }
        judge(instance, twice, space, predicted);
    }

    private static void judge(String instance, boolean twice, StateSpace space, Set<String> predicted) {
        boolean open = engine.getRuntimeService().createProcessInstanceQuery().count() > 0;
        boolean waiting = engine.getTaskService().createTaskQuery().count() > 0;
        Set<Rule> rules =
                space.violations().keySet().stream().map(Violation::rule).collect(Collectors.toSet());
        if (twice) {
            assertThat(rules).contains(Rule.ONE_TOKEN);
        }
        if (open && !waiting) {
            assertThat(rules).containsAnyOf(Rule.NO_DEADLOCK, Rule.ONE_TOKEN);
        }
        // What happens after something happened twice is not followed any further.
        if (!rules.contains(Rule.ONE_TOKEN)) {
            assertThat(predicted)
                    .containsAll(engine
                            .getHistoryService()
                            .createHistoricActivityInstanceQuery()
                            .processInstanceId(instance)
                            .finished()
                            .list()
                            .stream()
                            .map(HistoricActivityInstance::getActivityId)
                            .collect(Collectors.toSet()));
        }
        if (open) {
            engine.getRuntimeService().deleteProcessInstance(instance, "the run is over");
        }
    }

    private static Map<String, Object> choices(Sketch sketch, Random random) {
        Map<String, Object> choices = new HashMap<>();
        for (String gateway : Set.of("xor1", "xor2")) {
            List<String> targets = sketch.flows().stream()
                    .filter(flow -> flow.from().equals(gateway))
                    .map(Sketch.Flow::to)
                    .toList();
            choices.put(gateway, targets.isEmpty() ? "" : targets.get(random.nextInt(targets.size())));
        }
        return choices;
    }

    /** Without circles in which nothing waits: the engine would never come out of them. */
    @Provide
    Arbitrary<Sketch> models() {
        Arbitrary<String> step = Arbitraries.of(STEPS);
        Arbitrary<String> flow = Combinators.combine(step, step)
                .filter((from, to) -> !from.equals(to))
                .as((from, to) -> from + " -> " + to);
        return flow.list()
                .ofMinSize(3)
                .ofMaxSize(9)
                .uniqueElements()
                .map(flows -> {
                    Sketch sketch = Sketch.of("random", "start -> xor1", "d -> end", "xor2 -> end", "and2 -> end2");
                    flows.forEach(sketch::ways);
                    return sketch;
                })
                .filter(sketch -> STEPS.stream().noneMatch(from -> circles(sketch, from, from, new HashSet<>())));
    }

    private static boolean circles(Sketch sketch, String from, String back, Set<String> seen) {
        return sketch.flows().stream()
                .filter(flow -> flow.from().equals(from) && from.matches("(xor|and).*"))
                .anyMatch(flow ->
                        flow.to().equals(back) || seen.add(flow.to()) && circles(sketch, flow.to(), back, seen));
    }
}
