package org.liftlock.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.liftlock.process.ModelGate;

/** The models as they are shipped. */
final class Shipped {

    private Shipped() {}

    static List<ModelGate.Model> models() {
        return in("processes", ".bpmn");
    }

    /** What the models are deployed with: forms and decision tables. */
    static List<ModelGate.Model> forms() {
        List<ModelGate.Model> all = new ArrayList<>(in("forms", ".form"));
        all.addAll(in("processes", ".dmn"));
        return all;
    }

    private static List<ModelGate.Model> in(String folder, String kind) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(kind))
                    .sorted()
                    .map(Shipped::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelGate.Model read(Path file) {
        try {
            return new ModelGate.Model(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a careless hand leaves them. */
    static List<ModelGate.Model> edited(Mutation mutation, String model, String element) {
        List<ModelGate.Model> models = new ArrayList<>(models());
        String resource = "processes/" + model + ".bpmn";
        models.replaceAll(file -> file.resource().equals(resource) ? edited(mutation, file, element) : file);
        return models;
    }

    private static ModelGate.Model edited(Mutation mutation, ModelGate.Model file, String element) {
        BpmnModelInstance original =
                Bpmn.readModelFromStream(new ByteArrayInputStream(file.content().getBytes(StandardCharsets.UTF_8)));
        for (int site = 0; site < mutation.sitesIn(original); site++) {
            BpmnModelInstance copy = original.clone();
            if (mutation.apply(copy, site).equals(element)) {
                return new ModelGate.Model(file.resource(), Mutation.written(copy));
            }
        }
        throw new IllegalArgumentException(mutation + " cannot be made at " + element);
    }
}
