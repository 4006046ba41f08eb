package org.liftlock.lifecycle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.EngineTrace.EngineTask;
import org.liftlock.lifecycle.UpgradeRows.Base;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is going on, for pages and API alike. Asked every two seconds by every open page, so each method costs a fixed
 * number of queries, however many upgrades there are.
 */
@Component
@Transactional(readOnly = true)
public class UpgradeOverview {

    private static final String GUARD = "decider-is-asked";

    private final UpgradeRows rows;
    private final StoryRows stories;
    private final AttentionRows attention;
    private final EngineTrace engine;

    UpgradeOverview(UpgradeRows rows, StoryRows stories, AttentionRows attention, EngineTrace engine) {
        this.rows = rows;
        this.stories = stories;
        this.attention = attention;
        this.engine = engine;
    }

    /** What the landing page shows a person. */
    public Landing landing(String person) {
        List<Base> open = rows.open();
        List<EngineTask> tasks = engine.allTasks();
        Map<String, Base> byInstance = byInstance(open);
        List<OpenTask> mine = named(engine.tasksFor(person), byInstance);
        List<OpenTask> others = named(tasks, byInstance).stream()
                .filter(task -> mine.stream().noneMatch(own -> own.id().equals(task.id())))
                .toList();
        return new Landing(
                mine,
                others,
                lines(open, tasks),
                rows.recentlyClosed(),
                rows.calendar(),
                attention.all(engine.incidents(), byInstance));
    }

    /** Whether somebody is asked by the upgrade now, alone or as one of a group. */
    public boolean waitsFor(String person, String key) {
        return engine.waitsFor(person, key);
    }

    /** Everything that is asked at one place of the models, of whomever. */
    public List<OpenTask> asked(String element) {
        return named(engine.tasksAt(element), byInstance(rows.open()));
    }

    /** What is asked of one person at one place of the models. */
    public List<OpenTask> asked(String element, String person) {
        return named(engine.tasksAt(element, person), byInstance(rows.open()));
    }

    /** These upgrades, in this order. */
    public List<UpgradeLine> of(List<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<String, Base> found = rows.of(keys).stream().collect(Collectors.toMap(Base::key, Function.identity()));
        return lines(keys.stream().map(found::get).filter(Objects::nonNull).toList(), engine.allTasks());
    }

    /** The newest upgrades of one system. */
    public List<UpgradeLine> latestOf(String system, int most) {
        return lines(rows.latestOf(system, most), engine.allTasks());
    }

    /** Everything about one upgrade; empty when there is no such key. */
    public Optional<UpgradeStory> story(String key) {
        return rows.one(key).map(base -> {
            List<EngineTask> tasks = engine.allTasks();
            UpgradeLine line = lines(List.of(base), tasks).get(0);
            return stories.tell(line, base, named(tasks, byInstance(List.of(base))), timersOf(base));
        });
    }

    public boolean exists(String key) {
        return rows.one(key).isPresent();
    }

    /** The record of one upgrade, in the order things happened; empty when there is no such key. */
    public Optional<List<RecordLine>> record(String key) {
        return rows.one(key).map(base -> stories.record(key));
    }

    /** The timer of any upgrade that fires first. */
    public Optional<NextTimer> nextTimer() {
        Map<String, Base> open = byInstance(rows.open());
        return engine.timers().stream()
                .filter(timer -> open.containsKey(timer.root()))
                .findFirst()
                .map(timer -> new NextTimer(open.get(timer.root()).key(), timer.name(), timer.element(), timer.due()));
    }

    private List<NextTimer> timersOf(Base base) {
        return engine.timers().stream()
                .filter(timer ->
                        base.engineInstance().filter(timer.root()::equals).isPresent())
                .map(timer -> new NextTimer(base.key(), timer.name(), timer.element(), timer.due()))
                .toList();
    }

    private List<UpgradeLine> lines(List<Base> bases, List<EngineTask> tasks) {
        if (bases.isEmpty()) {
            return List.of();
        }
        List<String> keys = bases.stream().map(Base::key).toList();
        Map<String, List<TargetDot>> targets = rows.targets(keys);
        Map<String, List<String>> running = rows.runningSteps(keys);
        Map<String, NextTimer> timers = nextTimers(byInstance(bases));
        Map<String, List<String>> waiting = tasks.stream()
                .collect(Collectors.groupingBy(
                        EngineTask::root, Collectors.mapping(EngineTask::name, Collectors.toList())));
        return bases.stream()
                .map(base -> base.line(
                        state(base, running, waiting, timers),
                        Optional.ofNullable(timers.get(base.key())),
                        targets.getOrDefault(base.key(), List.of())))
                .toList();
    }

    /** What runs is more telling than what waits for people, and that more than what waits for time. */
    private static String state(
            Base base,
            Map<String, List<String>> running,
            Map<String, List<String>> waiting,
            Map<String, NextTimer> timers) {
        if (base.stage().equals("CLOSED")) {
            return base.outcome().map(end -> Outcome.valueOf(end).title()).orElse("Closed");
        }
        List<String> steps = running.getOrDefault(base.key(), List.of());
        if (!steps.isEmpty()) {
            return steps.stream().distinct().collect(Collectors.joining(", "));
        }
        List<String> people = base.engineInstance().map(waiting::get).orElse(List.of());
        if (!people.isEmpty()) {
            return "Waits for people: " + people.stream().distinct().collect(Collectors.joining(", "));
        }
        return Optional.ofNullable(timers.get(base.key()))
                // The guard of the window is always set: between two steps nothing waits for it.
                .filter(timer -> !timer.element().equals(GUARD))
                .map(timer -> "Waits: " + timer.name())
                .orElse("In progress");
    }

    private Map<String, NextTimer> nextTimers(Map<String, Base> byInstance) {
        Map<String, NextTimer> next = new HashMap<>();
        engine.timers()
                .forEach(timer -> Optional.ofNullable(byInstance.get(timer.root()))
                        .ifPresent(base -> next.putIfAbsent(
                                base.key(), new NextTimer(base.key(), timer.name(), timer.element(), timer.due()))));
        return next;
    }

    private static List<OpenTask> named(List<EngineTask> tasks, Map<String, Base> byInstance) {
        return tasks.stream()
                .filter(task -> byInstance.containsKey(task.root()))
                .map(task -> {
                    Base base = byInstance.get(task.root());
                    return new OpenTask(
                            task.id(),
                            task.name(),
                            task.element(),
                            base.key(),
                            base.system(),
                            base.from() + " → " + base.to(),
                            task.assignee(),
                            task.groups(),
                            task.since(),
                            task.due());
                })
                .sorted(OpenTask.MOST_URGENT_FIRST)
                .toList();
    }

    private static Map<String, Base> byInstance(List<Base> bases) {
        return bases.stream()
                .filter(base -> base.engineInstance().isPresent())
                .collect(Collectors.toMap(base -> base.engineInstance().orElseThrow(), Function.identity()));
    }
}
