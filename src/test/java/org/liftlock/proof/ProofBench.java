package org.liftlock.proof;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.liftlock.process.ModelGate;

/**
 * How long a proof takes after warm-up, and over how many markings; each figure twice, so that one sees what two equal
 * runs differ by.
 */
class ProofBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 30;
    private static final int RUNS = 21;

    @Test
    void ourModels() {
        for (ModelGate.Model model : Shipped.models()) {
            print(
                    model.resource() + " read",
                    () -> ModelReader.read(List.of(model)).processes().size());
        }
        Models models = ModelReader.read(Shipped.models());
        models.processes()
                .values()
                .forEach(process -> print(process.part().id() + " with all it calls", () -> explore(models, process)));
        print(
                "all of them, files to findings",
                () -> Proof.complete().examine(Shipped.models()).size());
    }

    @Test
    void parallelBranches() {
        for (int branches : new int[] {2, 4, 8, 17, 40}) {
            Sketch sketch = Sketch.of("branches", "start -> and1", "and2 -> end");
            for (int branch = 1; branch <= branches; branch++) {
                sketch.ways("and1 -> task" + branch + " -> and2");
            }
            print(branches + " parallel branches", sketch);
        }
    }

    @Test
    void chains() {
        for (int length : new int[] {50, 100, 500}) {
            List<String> steps = new ArrayList<>(List.of("start"));
            for (int step = 1; step <= length; step++) {
                steps.add("task" + step);
            }
            steps.add("end");
            print("a chain of " + length, Sketch.of("chain", String.join(" -> ", steps)));
        }
    }

    @Test
    void nestedLoops() {
        for (int depth : new int[] {3, 10, 30}) {
            Sketch sketch = Sketch.of("loops");
            String forth = "start";
            for (int loop = 1; loop <= depth; loop++) {
                forth += " -> xorin" + loop;
            }
            forth += " -> work";
            for (int loop = depth; loop >= 1; loop--) {
                forth += " -> xorout" + loop;
            }
            sketch.ways(forth + " -> end");
            for (int loop = 1; loop <= depth; loop++) {
                sketch.ways("xorout" + loop + " -> again" + loop + " -> xorin" + loop);
            }
            print(depth + " nested loops", sketch);
        }
    }

    private static void print(String what, Sketch sketch) {
        Models models = ModelReader.read(List.of(sketch.model()));
        Scope root = models.roots().get(0);
        print(what, () -> explore(models, root));
    }

    private static int explore(Models models, Scope root) {
        return Exploration.of(models, root, Proof.MOST_MARKINGS).space().size();
    }

    private static void print(String what, Supplier<Integer> work) {
        int size = 0;
        for (int run = 0; run < WARM_UP; run++) {
            size = work.get();
        }
        Times once = median(work);
        Times again = median(work);
        System.out.printf(
                "%-45s %6d  %8.2f ms  again %8.2f ms  of processor %8.2f ms%n",
                what, size, once.clock(), again.clock(), Math.min(once.processor(), again.processor()));
    }

    /** @param processor what the thread itself took, which other work on the machine disturbs less */
    private record Times(double clock, double processor) {}

    private static Times median(Supplier<Integer> work) {
        long[] clock = new long[RUNS];
        long[] processor = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            long begun = THREADS.getCurrentThreadCpuTime();
            work.get();
            processor[run] = THREADS.getCurrentThreadCpuTime() - begun;
            clock[run] = System.nanoTime() - start;
        }
        Arrays.sort(clock);
        Arrays.sort(processor);
        return new Times(clock[RUNS / 2] / 1e6, processor[RUNS / 2] / 1e6);
    }
}
