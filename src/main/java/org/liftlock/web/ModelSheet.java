package org.liftlock.web;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnModelElementInstance;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.liftlock.process.ModelGate;
import org.liftlock.proposal.Difference;

/**
 * A decision table as a page shows it.
 *
 * @param inputs how many of the columns are asked for; the rest are answered
 */
record ModelSheet(String title, String hitPolicy, List<String> columns, int inputs, List<Row> rows) {

    /**
     * A rule.
     *
     * @param mark what became of it, {@code added} or {@code changed}; empty when it is as it was
     */
    record Row(String id, String mark, List<String> cells) {}

    /** The tables of a file. */
    static List<ModelSheet> of(ModelGate.Model file, Difference difference) {
        Map<String, Difference.Kind> kinds = difference.entries().stream()
                .collect(Collectors.toMap(Difference.Entry::element, Difference.Entry::kind, (one, other) -> one));
        List<ModelSheet> sheets = new ArrayList<>();
        byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
        for (Decision decision :
                Dmn.readModelFromStream(new ByteArrayInputStream(content)).getModelElementsByType(Decision.class)) {
            if (decision.getExpression() instanceof DecisionTable table) {
                List<String> inputs = table.getInputs().stream()
                        .map(input -> name(input.getLabel(), input.getId()))
                        .toList();
                List<String> outputs = table.getOutputs().stream()
                        .map(output -> name(output.getLabel(), output.getName()))
                        .toList();
                sheets.add(new ModelSheet(
                        name(decision.getName(), decision.getId()),
                        table.getHitPolicy().name().toLowerCase(),
                        Stream.of(inputs, outputs).flatMap(List::stream).toList(),
                        inputs.size(),
                        table.getRules().stream().map(rule -> row(rule, kinds)).toList()));
            }
        }
        return sheets;
    }

    private static Row row(Rule rule, Map<String, Difference.Kind> kinds) {
        Difference.Kind kind = kinds.get(rule.getId());
        return new Row(
                rule.getId(),
                kind == null ? "" : kind == Difference.Kind.ADDED ? "added" : "changed",
                Stream.concat(rule.getInputEntries().stream(), rule.getOutputEntries().stream())
                        .map(DmnModelElementInstance::getTextContent)
                        .map(String::strip)
                        .toList());
    }

    private static String name(String label, String otherwise) {
        return label == null || label.isBlank() ? otherwise : label;
    }
}
