package org.liftlock.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.core.annotation.Order;

/**
 * Objects to a set of files that do not belong together: two with one name or one id, a reference to a form that is
 * not among them, a kind of file that nobody reads, a decision in a language other than FEEL.
 */
@Order(20)
final class ModelSetGate implements ModelGate {

    private static final String FEEL = "FEEL";

    private final ObjectMapper json;

    ModelSetGate(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public List<Objection> judge(List<Model> deployment) {
        return new Judgement().of(deployment);
    }

    private final class Judgement {

        private final List<Objection> objections = new ArrayList<>();
        private final Map<String, String> files = new HashMap<>();
        private final Map<String, String> ids = new HashMap<>();
        private final Set<String> forms = new HashSet<>();
        private final List<BpmnModelInstance> processes = new ArrayList<>();
        private final Map<BpmnModelInstance, String> resources = new HashMap<>();

        List<Objection> of(List<Model> deployment) {
            for (Model model : deployment) {
                claimFile(model);
                try {
                    read(model);
                } catch (ModelException | JsonProcessingException e) {
                    object(model.resource(), "", "It cannot be read: " + messageOf(e));
                }
            }
            processes.forEach(this::requireForms);
            return objections;
        }

        private void read(Model model) throws JsonProcessingException {
            if (model.isProcess()) {
                readProcess(model);
            } else if (model.isDecision()) {
                readDecision(model);
            } else if (model.isForm()) {
                String id = json.readTree(model.content()).path("id").asText();
                claimId("form", id, model.resource());
                forms.add(id);
            } else if (!model.resource().matches(".*\\.(png|svg)")) {
                object(model.resource(), "", "Only .bpmn, .dmn and .form files are deployed.");
            }
        }

        private void readProcess(Model model) {
            BpmnModelInstance bpmn = Bpmn.readModelFromStream(stream(model));
            resources.put(bpmn, model.resource());
            processes.add(bpmn);
            bpmn.getModelElementsByType(Process.class)
                    .forEach(process -> claimId("process", process.getId(), model.resource()));
        }

        private void readDecision(Model model) {
            DmnModelInstance dmn = Dmn.readModelFromStream(stream(model));
            dmn.getModelElementsByType(Decision.class)
                    .forEach(decision -> claimId("decision", decision.getId(), model.resource()));
            // What names no language of its own has that of the file.
            requireFeel(
                    model, dmn.getDefinitions().getId(), dmn.getDefinitions().getExpressionLanguage());
            dmn.getModelElementsByType(LiteralExpression.class)
                    .forEach(text -> requireFeel(model, text.getId(), text.getExpressionLanguage()));
            dmn.getModelElementsByType(UnaryTests.class)
                    .forEach(text -> requireFeel(model, text.getId(), text.getExpressionLanguage()));
        }

        private void requireFeel(Model model, String element, String language) {
            if (language != null && !language.equalsIgnoreCase(FEEL) && !language.contains("/FEEL/")) {
                object(model.resource(), element, "The language " + language + " is not allowed: write FEEL.");
            }
        }

        private void requireForms(BpmnModelInstance bpmn) {
            bpmn.getModelElementsByType(UserTask.class)
                    .forEach(
                            task -> requireForm(bpmn, task, task.getCamundaFormRef(), task.getCamundaFormRefBinding()));
            bpmn.getModelElementsByType(StartEvent.class)
                    .forEach(start ->
                            requireForm(bpmn, start, start.getCamundaFormRef(), start.getCamundaFormRefBinding()));
        }

        private void requireForm(BpmnModelInstance bpmn, BaseElement element, String form, String binding) {
            if (form == null) {
                return;
            }
            if (!forms.contains(form)) {
                object(
                        resources.get(bpmn),
                        element.getId(),
                        "There is no form with the id \"" + form + "\" among the files deployed with it. Forms are: "
                                + String.join(", ", forms.stream().sorted().toList()) + ".");
            }
            if (!"deployment".equals(binding)) {
                object(
                        resources.get(bpmn),
                        element.getId(),
                        "A form is bound with camunda:formRefBinding=\"deployment\", so that a running upgrade keeps it.");
            }
        }

        private void claimFile(Model model) {
            String file = model.resource().substring(model.resource().lastIndexOf('/') + 1);
            String other = files.putIfAbsent(file, model.resource());
            if (other != null) {
                object(model.resource(), "", "There is another file of this name, " + other + ". Rename one of them.");
            }
        }

        private void claimId(String kind, String id, String resource) {
            if (id == null || id.isEmpty()) {
                object(resource, "", "The " + kind + " has no id.");
                return;
            }
            String other = ids.putIfAbsent(kind + " " + id, resource);
            if (other != null) {
                object(resource, id, "The " + kind + " id \"" + id + "\" is also used in " + other + ".");
            }
        }

        private void object(String resource, String element, String sentence) {
            objections.add(new Objection(resource, element == null ? "" : element, sentence));
        }
    }

    private static ByteArrayInputStream stream(Model model) {
        return new ByteArrayInputStream(model.content().getBytes(StandardCharsets.UTF_8));
    }

    private static String messageOf(Exception e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
}
