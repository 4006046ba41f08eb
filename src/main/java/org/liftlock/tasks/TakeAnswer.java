package org.liftlock.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.liftlock.process.Variables;
import org.liftlock.tasks.CarriedAnswers.Carried;
import org.springframework.stereotype.Component;

/**
 * Takes the answer from a task that is being completed, from whoever was asked and nobody else. A refusal leaves the
 * task open and everything as it was.
 */
@Component
class TakeAnswer extends TaskPlace {

    /** Fields that are called like something the process keeps for itself. */
    private static final Set<String> OF_THE_PROCESS =
            Set.of(Variables.EXTEND_MINUTES.name(), Variables.WAVE_SIZE.name());

    private final Answers answers;
    private final CarriedAnswers carriedAnswers;
    private final FormRules forms;
    private final ObjectMapper json;

    TakeAnswer(Answers answers, CarriedAnswers carriedAnswers, FormRules forms, ObjectMapper json) {
        this.answers = answers;
        this.carriedAnswers = carriedAnswers;
        this.forms = forms;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        Optional<Carried> carried = carried(task);
        String by = carried.map(Carried::by).orElseGet(() -> answeredBy(task));
        Map<String, Object> content = carried.map(Carried::content).orElseGet(() -> content(task));
        Optional<Taken> taken = answers.take(of(task), by, form(task), content, carried);
        DelegateExecution execution = task.getExecution();
        taken.flatMap(Taken::answer).ifPresent(answer -> Variables.ANSWER.setLocal(execution, answer));
        taken.ifPresent(what -> {
            what.local().forEach((variable, value) -> execution.setVariableLocal(variable.name(), value));
            what.facts().forEach((variable, value) -> execution.setVariable(variable.name(), value));
        });
    }

    /** Ended by the product itself, in nobody's name, because the answer was given elsewhere for all like it. */
    private Optional<Carried> carried(DelegateTask task) {
        return person(task).isPresent() ? Optional.empty() : carriedAnswers.waitingFor(of(task));
    }

    private static Optional<Authentication> person(DelegateTask task) {
        return Optional.ofNullable(
                        task.getProcessEngineServices().getIdentityService().getCurrentAuthentication())
                .filter(person -> person.getUserId() != null);
    }

    private static String answeredBy(DelegateTask task) {
        Authentication person =
                person(task).orElseThrow(() -> new AnswerRefused("Nobody is logged in; log in and answer again"));
        String by = person.getUserId();
        List<String> groups = person.getGroupIds() == null ? List.of() : person.getGroupIds();
        boolean asked = by.equals(task.getAssignee())
                || task.getCandidates().stream()
                        .anyMatch(link -> by.equals(link.getUserId()) || groups.contains(link.getGroupId()));
        if (!asked) {
            throw new AnswerRefused("\"" + task.getName() + "\" is not asked of " + by
                    + "; let one of those answer it whom the task names");
        }
        return by;
    }

    private Map<String, Object> content(DelegateTask task) {
        Map<String, Object> content = new HashMap<>();
        form(task).map(forms::fields).orElse(List.of()).forEach(field -> content.put(field, read(task, field)));
        content.keySet().forEach(field -> onlyInTheTask(task.getExecution(), field));
        return content;
    }

    /**
     * A task that is completed with variables beside its form puts them into the process, past the fields: what was only
     * proposed would be taken for the answer.
     */
    private static void onlyInTheTask(DelegateExecution execution, String field) {
        if (execution.hasVariable(field) && !OF_THE_PROCESS.contains(field)) {
            throw new AnswerRefused("Field \"" + field + "\" came beside the form; submit the form of the task"
                    + " (submit-form) instead of completing it with variables");
        }
    }

    /** Lists arrive as JSON, or as plain lists from other clients. */
    private Object read(DelegateTask task, String name) {
        TypedValue typed = task.getVariableTyped(name);
        if (typed == null
                || typed.getValue() == null
                || !typed.getType().getName().equals("json")) {
            return typed == null ? null : typed.getValue();
        }
        try {
            JsonNode tree = json.readTree(typed.getValue().toString());
            return json.convertValue(tree, Object.class);
        } catch (JsonProcessingException unreadable) {
            throw new AnswerRefused("Field \"" + name + "\" cannot be read; reload the form and fill it in again");
        }
    }
}
