package org.liftlock.process;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.dmn.el.ProcessEngineJuelElProvider;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.springframework.util.function.SingletonSupplier;

/** Asks decision tables that are not deployed what they would have answered in runs that are over. */
public final class DecisionTables {

    /** Built for the first changed table: reading FEEL takes a start a second, and few starts see one. */
    private final Supplier<DmnEngine> dmn;

    private final HistoryService history;

    DecisionTables(HistoryService history, ModelBeans beans) {
        this.history = history;
        this.dmn = SingletonSupplier.of(
                () -> closed(new ClosedExpressionManager(beans)).buildEngine());
    }

    /** In the closed language, like the engine's own: what is asked here is no more than proposed. */
    private static DmnEngineConfiguration closed(ClosedExpressionManager language) {
        DefaultDmnEngineConfiguration dmn =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        NoScripts noScripts = new NoScripts();
        return dmn.elProvider(new ProcessEngineJuelElProvider(language))
                .scriptEngineResolver(script -> noScripts.getScriptEngine(script, false));
    }

    /** A table that can be asked. */
    public final class Table {

        private final DmnDecision decision;
        private final Set<String> asks = new TreeSet<>();

        private Table(ModelGate.Model file, String key) {
            byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
            this.decision = dmn.get().parseDecision(key, new ByteArrayInputStream(content));
            Dmn.readModelFromStream(new ByteArrayInputStream(content))
                    .getModelElementsByType(InputExpression.class)
                    .forEach(input ->
                            asks.addAll(List.of(input.getText().getTextContent().split("\\W+"))));
            asks.retainAll(Variables.names());
        }

        /** The variables of our processes that its columns ask for. */
        public Set<String> asks() {
            return Set.copyOf(asks);
        }

        /** The row that fits; empty when none does. */
        public Optional<Map<String, Object>> answer(Map<String, Object> facts) {
            Map<String, Object> all = new HashMap<>(facts);
            asks.forEach(name -> all.putIfAbsent(name, null));
            DmnDecisionTableResult result = dmn.get().evaluateDecisionTable(decision, all);
            return result.isEmpty()
                    ? Optional.empty()
                    : Optional.of(result.get(0).getEntryMap());
        }
    }

    /** Opens a file. */
    public Table open(ModelGate.Model file, String key) {
        return new Table(file, key);
    }

    /** The last values of variables in process instances, running or over, by instance and name. */
    public Map<String, Map<String, Object>> values(Collection<String> instances, Collection<String> names) {
        Map<String, Map<String, Object>> values = new HashMap<>();
        if (instances.isEmpty()) {
            return values;
        }
        for (HistoricVariableInstance variable : history.createHistoricVariableInstanceQuery()
                .processInstanceIdIn(instances.toArray(String[]::new))
                .variableNameIn(names.toArray(String[]::new))
                .list()) {
            if (variable.getActivityInstanceId().equals(variable.getProcessInstanceId())) {
                values.computeIfAbsent(variable.getProcessInstanceId(), id -> new HashMap<>())
                        .put(variable.getName(), variable.getValue());
            }
        }
        return values;
    }
}
