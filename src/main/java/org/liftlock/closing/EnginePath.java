package org.liftlock.closing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.lifecycle.ModelDrawing;
import org.liftlock.lifecycle.UpgradeDiagrams;
import org.liftlock.lifecycle.UpgradeDiagrams.Instance;
import org.liftlock.lifecycle.UpgradeDiagrams.Visit;
import org.liftlock.naming.Digest;
import org.springframework.stereotype.Component;

/** The way an upgrade took, as the engine remembers it now; the record remembers it for good. */
@Component
public class EnginePath implements PathTaken {

    private final UpgradeDiagrams diagrams;
    private final ObjectMapper json;

    EnginePath(UpgradeDiagrams diagrams, ObjectMapper json) {
        this.diagrams = diagrams;
        this.json = json.copy().setSerializationInclusion(JsonInclude.Include.NON_EMPTY);
    }

    @Override
    public Rows of(String upgradeKey) {
        List<Instance> instances = diagrams.instances(upgradeKey);
        Map<String, List<Visit>> visits = diagrams.visits(upgradeKey);
        return new Rows(
                instances.stream()
                        .map(Instance::definition)
                        .distinct()
                        .map(definition -> model(definition, instances))
                        .toList(),
                instances.stream()
                        .map(instance -> row(instance, visits.getOrDefault(instance.id(), List.of())))
                        .toList());
    }

    private Map<String, Object> model(String definition, List<Instance> instances) {
        ModelDrawing drawing = diagrams.drawing(definition);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("definition", definition);
        row.put(
                "process",
                instances.stream()
                        .filter(instance -> instance.definition().equals(definition))
                        .map(Instance::process)
                        .findFirst()
                        .orElseThrow());
        row.put("digest", Digest.of(diagrams.model(definition)).hex());
        row.put("drawing", text(drawing));
        return row;
    }

    private Map<String, Object> row(Instance instance, List<Visit> visits) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("instance", instance.id());
        instance.parent().ifPresent(parent -> row.put("parent", parent));
        row.put("definition", instance.definition());
        row.put("title", instance.title());
        row.put("started_at", instance.startedAt().toString());
        instance.endedAt().ifPresent(ended -> row.put("ended_at", ended.toString()));
        row.put("path", text(visits.stream().map(EnginePath::visit).toList()));
        return row;
    }

    private static Map<String, String> visit(Visit visit) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("element", visit.element());
        row.put("from", visit.from().toString());
        visit.until().ifPresent(until -> row.put("until", until.toString()));
        row.put("how", visit.how());
        return row;
    }

    private String text(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The path taken cannot be written", unwritable);
        }
    }
}
