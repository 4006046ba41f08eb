package org.liftlock.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The pictures of an upgrade: its process instances, their models, and the path taken in each. */
@Component
public class UpgradeDiagrams {

    private final EngineTrace engine;
    private final RepositoryService repository;
    private final Map<String, ModelDrawing> drawings = new ConcurrentHashMap<>();

    UpgradeDiagrams(EngineTrace engine, RepositoryService repository) {
        this.engine = engine;
        this.repository = repository;
    }

    /** One process instance of an upgrade: the lifecycle itself, or a part it called. */
    public record Instance(
            String id,
            String definition,
            String process,
            String title,
            Optional<String> parent,
            Instant startedAt,
            Optional<Instant> endedAt) {}

    /** Element ids by what became of them. */
    public record Marks(List<String> visited, List<String> active, List<String> cancelled, List<String> failed) {}

    /** All instances of an upgrade, ended ones included. */
    public List<Instance> instances(String key) {
        return engine.instancesOf(key);
    }

    /** The path taken in one instance of the upgrade; empty when the instance is not one of this upgrade's. */
    public Optional<Marks> marks(String key, String instance) {
        return engine.instancesOf(key).stream()
                .filter(known -> known.id().equals(instance))
                .findFirst()
                .map(known -> known.endedAt().isEmpty()
                        ? engine.marksOf(known.id())
                        : afterwards(engine.marksOf(known.id()), engine.failedSteps(key, known.id())));
    }

    /** What has ended has no incidents any more; the journal still knows which steps did not succeed. */
    private static Marks afterwards(Marks marks, List<String> failed) {
        return new Marks(marks.visited(), marks.active(), marks.cancelled(), failed);
    }

    /**
     * What a process instance belongs to.
     *
     * @param ended whether the instance has
     */
    public record Origin(String upgrade, boolean ended) {}

    /** The upgrade of an instance, ended ones and called ones included; empty when there is none. */
    public Optional<Origin> originOf(String instance) {
        return engine.originOf(instance);
    }

    /** The upgrades that ran on one version of a model, the one that last began to first. */
    public List<String> upgradesOn(String definition, int most) {
        return engine.upgradesOn(definition, most);
    }

    /**
     * One visit of an element.
     *
     * @param how {@code visited}, {@code active}, {@code cancelled} or {@code failed}
     */
    public record Visit(String element, Instant from, Optional<Instant> until, String how) {}

    /** What was visited in all instances of an upgrade, by instance, in the order it began. */
    public Map<String, List<Visit>> visits(String key) {
        return engine.visitsOf(key);
    }

    /** How a model is drawn; it never changes once it is deployed. */
    public ModelDrawing drawing(String definition) {
        return drawings.computeIfAbsent(definition, id -> ModelDrawing.of(repository.getBpmnModelInstance(id)));
    }

    /** The model as deployed, so that an old upgrade shows the model it ran on. */
    public String model(String definition) {
        try (InputStream model = repository.getProcessModel(definition)) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The model " + definition + " could not be read", unreadable);
        }
    }
}
