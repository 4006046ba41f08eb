package org.liftlock.effect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches what runs on targets for all steps of this node together: one question for each host and round. A command that
 * runs on costs neither a thread nor a statement on the database; only a step with news is taken up again.
 */
@Component
class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    /** Pauses end at multiples of these, so that many steps are due in the same round. */
    private static final long[] PACES = {2000, 1000, 500, 200, 100};

    private final Launchers launchers;
    private final KillPoints killPoints;
    private final Map<String, Entry> waiting = new ConcurrentHashMap<>();
    private final Set<String> askedHosts = ConcurrentHashMap.newKeySet();

    Watch(Launchers launchers, KillPoints killPoints) {
        this.launchers = launchers;
        this.killPoints = killPoints;
    }

    private record Entry(Waiting waiting, long due) {

        Set<String> hosts() {
            return waiting.runs().stream().map(run -> run.target().host()).collect(Collectors.toSet());
        }
    }

    void add(String stepId, Waiting step) {
        waiting.put(stepId, new Entry(step, due(step.pause().toMillis())));
    }

    /** How many steps wait. */
    int size() {
        return waiting.size();
    }

    /**
     * One round: asks about the steps that are due now. A host that has not yet answered the round before is not asked
     * again, and holds up only its own steps.
     *
     * @param news takes the steps that can go on, with the states of their runs
     */
    void round(Executor asking, BiConsumer<String, Map<RunKey, RunState>> news) {
        long now = millis();
        Map<String, Entry> due = new HashMap<>();
        waiting.forEach((step, entry) -> {
            if (entry.due <= now && entry.hosts().stream().noneMatch(askedHosts::contains)) {
                due.put(step, entry);
            }
        });
        due.keySet().forEach(waiting::remove);
        Map<String, CompletableFuture<Map<RunKey, RunState>>> answers = new HashMap<>();
        byHost(due.values()).forEach((host, runs) -> answers.put(host, ask(host, runs, asking)));
        due.forEach((step, entry) -> {
            List<CompletableFuture<Map<RunKey, RunState>>> own =
                    entry.hosts().stream().map(answers::get).toList();
            CompletableFuture.allOf(own.toArray(CompletableFuture[]::new))
                    .whenComplete((done, trouble) -> heard(step, entry, own, trouble, news));
        });
    }

    private CompletableFuture<Map<RunKey, RunState>> ask(
            String host, Map<TargetId, List<RunKey>> runs, Executor asking) {
        askedHosts.add(host);
        return asked(runs, asking).whenComplete((states, trouble) -> askedHosts.remove(host));
    }

    private CompletableFuture<Map<RunKey, RunState>> asked(Map<TargetId, List<RunKey>> runs, Executor asking) {
        try {
            return launchers.observe(runs, asking);
        } catch (RuntimeException nobodyKnowsTheWay) {
            return CompletableFuture.failedFuture(nobodyKnowsTheWay);
        }
    }

    private static Map<String, Map<TargetId, List<RunKey>>> byHost(Iterable<Entry> entries) {
        Map<String, Map<TargetId, List<RunKey>>> runs = new HashMap<>();
        entries.forEach(entry -> entry.waiting
                .runs()
                .forEach(run -> runs.computeIfAbsent(run.target().host(), host -> new HashMap<>())
                        .computeIfAbsent(run.target(), target -> new ArrayList<>())
                        .add(run.key())));
        return runs;
    }

    private void heard(
            String step,
            Entry entry,
            List<CompletableFuture<Map<RunKey, RunState>>> answers,
            Throwable trouble,
            BiConsumer<String, Map<RunKey, RunState>> news) {
        if (trouble != null) {
            LOG.warn("Cannot ask how step {} goes on: {}; trying again", step, trouble.toString());
            waiting.put(step, new Entry(entry.waiting, due(PACES[0])));
            return;
        }
        Map<RunKey, RunState> states = new HashMap<>();
        answers.forEach(answer -> states.putAll(answer.join()));
        entry.waiting.runs().stream()
                .filter(run -> states.get(run.key()) instanceof RunState.Running)
                .forEach(run -> killPoints.reached(KillPoint.RUNNING, run.topic()));
        if (entry.waiting.isNews(states)) {
            news.accept(step, states);
        } else {
            add(step, entry.waiting.longer());
        }
    }

    private static long due(long pause) {
        long now = millis();
        for (long pace : PACES) {
            if (pause >= pace) {
                return (now + pause) / pace * pace;
            }
        }
        return now + pause;
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
