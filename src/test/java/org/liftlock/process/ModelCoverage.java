package org.liftlock.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Which elements of the models were visited by all walks so far: activities, events and gateways by history, flows as taken. */
final class ModelCoverage implements BeforeAllCallback {

    private static final Set<String> VISITED = ConcurrentHashMap.newKeySet();

    private static final int MOST_NAMED = 10;

    /** Of this build: the classes that walk may run in several processes. */
    private static final Path SHARED = Path.of(
            "target",
            "model-coverage",
            System.getProperty("liftlock.test.build", "alone").replace(':', '-'));

    /** Printed behind each class that walks, with what the ones before it visited: the last time it is all of it. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(ModelCoverage.class, first ->
                (CloseableResource) this::share);
    }

    private void share() throws IOException {
        Files.createDirectories(SHARED.getParent());
        Files.write(SHARED, VISITED, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        VISITED.addAll(Files.readAllLines(SHARED));
        print();
    }

    BpmnParseListener flows() {
        return new AbstractBpmnParseListener() {
            @Override
            public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
                String process = ((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey();
                flow.addListener(ExecutionListener.EVENTNAME_TAKE, (ExecutionListener)
                        execution -> VISITED.add(process + "/" + flow.getId()));
            }
        };
    }

    void add(HistoryService history) {
        history.createHistoricActivityInstanceQuery()
                .list()
                .forEach(visit -> VISITED.add(visit.getProcessDefinitionKey() + "/" + visit.getActivityId()));
    }

    /** Elements of a model that no walk has visited. */
    private Map<String, Set<String>> neverVisited() {
        Map<String, Set<String>> missing = new TreeMap<>();
        models().forEach((process, elements) -> {
            Set<String> rest = new TreeSet<>(elements);
            rest.removeIf(element -> VISITED.contains(process + "/" + element));
            missing.put(process, rest);
        });
        return missing;
    }

    private void print() {
        Map<String, Set<String>> missing = neverVisited();
        System.out.printf("%n%-16s %9s %9s %8s%n", "model", "visited", "elements", "percent");
        models().forEach((process, elements) -> {
            int visited = elements.size() - missing.get(process).size();
            System.out.printf(
                    "%-16s %9d %9d %7.1f%%%n", process, visited, elements.size(), 100.0 * visited / elements.size());
            missing.get(process).stream()
                    .limit(MOST_NAMED)
                    .forEach(element -> System.out.println("    not visited: " + element));
        });
    }

    private static Map<String, Collection<String>> models() {
        Map<String, Collection<String>> models = new TreeMap<>();
        for (File file : new File("processes").listFiles((folder, name) -> name.endsWith(".bpmn"))) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file);
            String process = model.getModelElementsByType(Process.class)
                    .iterator()
                    .next()
                    .getId();
            models.put(
                    process,
                    Stream.concat(
                                    model.getModelElementsByType(FlowNode.class).stream(),
                                    model.getModelElementsByType(SequenceFlow.class).stream()
                                            .filter(ModelCoverage::isTaken))
                            .map(FlowElement::getId)
                            .toList());
        }
        return models;
    }

    /** The engine goes from an event-based gateway to the event that happens without taking the flow between them. */
    private static boolean isTaken(SequenceFlow flow) {
        return !(flow.getSource() instanceof EventBasedGateway);
    }
}
