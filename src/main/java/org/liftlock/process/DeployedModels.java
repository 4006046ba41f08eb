package org.liftlock.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.management.ProcessDefinitionStatistics;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;

/** The models that new upgrades run on, with the files that were deployed beside them. */
public final class DeployedModels {

    private static final int MOST = 2000;

    private final RepositoryService repository;
    private final ManagementService management;
    /** A deployment never changes. */
    private final Map<String, ModelSet> known = new ConcurrentHashMap<>();

    DeployedModels(RepositoryService repository, ManagementService management) {
        this.repository = repository;
        this.management = management;
    }

    /**
     * A deployed process or decision, in its newest version.
     *
     * @param running how many instances run on each version that has some, the newest first
     */
    public record Line(
            String key, String name, boolean decision, String resource, int version, Map<Integer, Long> running) {

        /** How many run on an older version, and stay there. */
        public long onOlderVersions() {
            return running.entrySet().stream()
                    .filter(each -> each.getKey() != version)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Every process and decision there is, by key. */
    public List<Line> lines() {
        Map<String, Map<Integer, Long>> running = running();
        List<Line> lines = new ArrayList<>();
        processes()
                .forEach(process -> lines.add(line(process, false, running.getOrDefault(process.getKey(), Map.of()))));
        decisions().forEach(decision -> lines.add(line(decision, true, Map.of())));
        lines.sort(Comparator.comparing(Line::decision).thenComparing(Line::key));
        return lines;
    }

    /** The sets that hold the newest version of something, the oldest set first. */
    public List<ModelSet> sets() {
        Set<String> deployments = new LinkedHashSet<>();
        for (Collection<? extends ResourceDefinition> definitions : List.of(processes(), decisions())) {
            definitions.forEach(definition -> deployments.add(definition.getDeploymentId()));
        }
        known.keySet().retainAll(deployments);
        return deployments.stream()
                .map(id -> known.computeIfAbsent(id, this::set))
                .sorted(Comparator.comparing(ModelSet::deployedAt))
                .toList();
    }

    private List<ProcessDefinition> processes() {
        return repository.createProcessDefinitionQuery().latestVersion().listPage(0, MOST);
    }

    private List<DecisionDefinition> decisions() {
        return repository.createDecisionDefinitionQuery().latestVersion().listPage(0, MOST);
    }

    private ModelSet set(String id) {
        Deployment deployment =
                repository.createDeploymentQuery().deploymentId(id).singleResult();
        List<ModelGate.Model> models = repository.getDeploymentResources(id).stream()
                .map(resource -> new ModelGate.Model(
                        resource.getName(), new String(resource.getBytes(), StandardCharsets.UTF_8)))
                .filter(model -> model.isProcess() || model.isDecision() || model.isForm())
                .sorted(Comparator.comparing(ModelGate.Model::resource))
                .toList();
        return ModelSet.of(
                id,
                Optional.ofNullable(deployment.getSource()),
                deployment.getDeploymentTime().toInstant(),
                models);
    }

    private Map<String, Map<Integer, Long>> running() {
        Map<String, Map<Integer, Long>> running = new TreeMap<>();
        for (ProcessDefinitionStatistics each :
                management.createProcessDefinitionStatisticsQuery().listPage(0, MOST)) {
            if (each.getInstances() > 0) {
                running.computeIfAbsent(each.getKey(), key -> new TreeMap<>(Comparator.reverseOrder()))
                        .put(each.getVersion(), (long) each.getInstances());
            }
        }
        return running;
    }

    private static Line line(ResourceDefinition definition, boolean decision, Map<Integer, Long> running) {
        return new Line(
                definition.getKey(),
                definition.getName() == null ? definition.getKey() : definition.getName(),
                decision,
                definition.getResourceName(),
                definition.getVersion(),
                running);
    }
}
