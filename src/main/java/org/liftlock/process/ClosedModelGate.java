package org.liftlock.process;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.util.ReflectUtil;
import org.camunda.bpm.engine.impl.util.xml.Parse;
import org.springframework.core.annotation.Order;

/** Objects to everything in a process model that is not on the list of what a model may hold. */
@Order(10)
public final class ClosedModelGate implements ModelGate {

    private final ClosedModel closed;

    ClosedModelGate(ClosedModel closed) {
        this.closed = closed;
    }

    /** For models that are looked at where no server runs, by the delegates and topics this product has. */
    public static ModelGate withoutServer() {
        ModelVocabulary known = ModelVocabulary.known();
        return new ClosedModelGate(new ClosedModel(new ClosedLanguage(known::isDelegate), known));
    }

    @Override
    public List<Objection> judge(List<Model> deployment) {
        List<Objection> objections = new ArrayList<>();
        deployment.stream().filter(Model::isProcess).forEach(model -> examine(model, objections));
        return objections;
    }

    private void examine(Model model, List<Objection> objections) {
        Xml xml = new Xml();
        try {
            xml.name(model.resource()).sourceString(model.content()).execute();
        } catch (ProcessEngineException e) {
            objections.add(new Objection(model.resource(), "", "This is not XML that can be read: " + rootOf(e)));
            return;
        }
        xml.getProblems()
                .forEach(problem -> objections.add(new Objection(
                        model.resource(), "", problem.getMessage() + " (line " + problem.getLine() + ")")));
        if (xml.getRootElement() != null) {
            closed.examine(xml.getRootElement(), true, (sentence, element) -> {
                String id = element.attribute("id", "");
                objections.add(new Objection(model.resource(), id, sentence + " (line " + element.getLine() + ")"));
            });
        }
    }

    private static String rootOf(Throwable e) {
        return e.getCause() == null ? e.getMessage() : rootOf(e.getCause());
    }

    /** Reads the elements with their lines, by the schema and with namespaces, and nothing more. */
    private static final class Xml extends Parse {

        Xml() {
            super(new BpmnParser(null, null));
            setSchemaResource(ReflectUtil.getResourceUrlAsString(BpmnParser.BPMN_20_SCHEMA_LOCATION));
        }
    }
}
