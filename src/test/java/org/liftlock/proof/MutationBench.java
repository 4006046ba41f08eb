package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.liftlock.process.ModelGate;
import org.slf4j.LoggerFactory;

/**
 * The checker, checked: careless edits of the shipped models. What the proof accepts runs on a real engine with random
 * decisions, and must break nothing there. Prints how many edits of each kind were caught. {@code -Dmutants=1} looks at
 * all of them, {@code -Dmutants=9} at every ninth.
 */
class MutationBench {

    private static final int EVERY = Integer.getInteger("mutants", 9);
    private static final int RUNS = Integer.getInteger("mutants.runs", 4);

    private record Count(int[] numbers) {

        static Count none() {
            return new Count(new int[4]);
        }
    }

    @Test
    void whatTheProofAcceptsBreaksNothingOnTheEngine() {
        // The engine tells of every answer that no gateway takes.
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(Level.OFF);
        Map<Mutation, Count> table = new EnumMap<>(Mutation.class);
        List<String> missed = new ArrayList<>();
        try (RandomRuns engine = new RandomRuns()) {
            int number = 0;
            for (ModelGate.Model file : Shipped.models()) {
                BpmnModelInstance original = read(file);
                for (Mutation mutation : Mutation.values()) {
                    for (int site = 0; site < mutation.sitesIn(original); site++) {
                        if (number++ % EVERY == 0) {
                            if (number % 50 == 0) {
                                System.out.println("at " + number + " " + missed.size() + " missed");
                            }
                            mutant(file, original.clone(), mutation, site, engine, table, missed);
                        }
                    }
                }
            }
        }
        print(table);
        missed.forEach(System.out::println);
        assertThat(missed).isEmpty();
    }

    private static void mutant(
            ModelGate.Model file,
            BpmnModelInstance copy,
            Mutation mutation,
            int site,
            RandomRuns engine,
            Map<Mutation, Count> table,
            List<String> missed) {
        String element = mutation.apply(copy, site);
        if (element.isEmpty()) {
            return;
        }
        List<ModelGate.Model> models = new ArrayList<>(Shipped.models());
        models.replaceAll(
                model -> model.equals(file) ? new ModelGate.Model(file.resource(), Mutation.written(copy)) : model);
        int[] numbers = table.computeIfAbsent(mutation, unknown -> Count.none()).numbers();
        numbers[0]++;
        List<Finding> findings =
                Proof.of(List.of(Aspect.SOUNDNESS, Aspect.SAFETY)).examine(models);
        if (!findings.isEmpty()) {
            numbers[1]++;
            return;
        }
        numbers[2]++;
        List<String> broken = onEngine(engine, models);
        if (!broken.isEmpty()) {
            numbers[3]++;
            missed.add(mutation + " at " + element + " in " + file.resource() + " broke " + broken);
        }
    }

    private static List<String> onEngine(RandomRuns engine, List<ModelGate.Model> models) {
        List<String> broken = new ArrayList<>();
        if (engine.deploy(models, Shipped.forms())) {
            for (long seed = 0; seed < RUNS; seed++) {
                broken.addAll(engine.run("change-target", seed % 3 == 0 ? "REHEARSE" : "RAISE", seed));
                broken.addAll(engine.run("rollout", seed % 4 == 0 ? "BACK" : "RAISE", seed));
                broken.addAll(engine.run("upgrade", "RAISE", seed));
            }
            engine.undeploy();
        }
        return broken;
    }

    private static void print(Map<Mutation, Count> table) {
        System.out.printf("%-30s %8s %8s %8s %8s%n", "edit", "mutants", "caught", "accepted", "missed");
        table.forEach((mutation, count) -> System.out.printf(
                "%-30s %8d %8d %8d %8d%n",
                mutation, count.numbers()[0], count.numbers()[1], count.numbers()[2], count.numbers()[3]));
    }

    private static BpmnModelInstance read(ModelGate.Model file) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(file.content().getBytes(StandardCharsets.UTF_8)));
    }
}
