package org.liftlock.tasks;

import static org.liftlock.process.Questions.CHOICES;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/**
 * Gives a new task to whom the plan names, and puts into the task what its form shows and proposes. All of it is local
 * to the task: what a person types stays there, and what others need is written down when the answer is taken.
 */
@Component
class AssignPeople extends TaskPlace {

    private final Situations situations;
    private final Questions questions;
    private final Head head;
    private final FormRules forms;
    private final ObjectMapper json;

    AssignPeople(Situations situations, Questions questions, Head head, FormRules forms, ObjectMapper json) {
        this.situations = situations;
        this.questions = questions;
        this.head = head;
        this.forms = forms;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        Situation situation = situations.of(of(task));
        Asked asked = questions
                .of(situation.place().element())
                .map(question -> question.ask(situation))
                .orElseGet(() -> Asked.to(Assignment.AS_MODELLED).build());
        assign(task, asked.people());
        for (Shown text : Shown.values()) {
            task.setVariableLocal(text.variable(), asked.shown().get(text));
        }
        task.setVariableLocal(
                Shown.HEAD.variable(),
                head.of(situation, asked.onSilence()).text().orElse(null));
        offer(task, CHOICES, asked.choices());
        asked.selections().forEach((variable, among) -> offer(task, variable, among));
        form(task).map(forms::fields).orElse(List.of()).forEach(field -> propose(task, field, asked.proposals()));
    }

    private void offer(DelegateTask task, String variable, List<Choice> choices) {
        task.setVariableLocal(variable, SpinValues.jsonValue(written(choices)).create());
    }

    private void propose(DelegateTask task, String field, Map<String, Object> proposals) {
        Object proposal = proposals.get(field);
        task.setVariableLocal(
                field,
                proposal instanceof Collection<?> rows
                        ? SpinValues.jsonValue(written(rows)).create()
                        : proposal);
    }

    private static void assign(DelegateTask task, Assignment people) {
        people.groups().ifPresent(groups -> {
            List<String> modelled = task.getCandidates().stream()
                    .map(IdentityLink::getGroupId)
                    .filter(group -> group != null && !groups.contains(group))
                    .toList();
            modelled.forEach(task::deleteCandidateGroup);
            task.addCandidateGroups(groups);
        });
        IdentityService identity = task.getProcessEngineServices().getIdentityService();
        people.person().ifPresent(name -> {
            if (isGroup(identity, name)) {
                task.addCandidateGroup(name);
            } else {
                task.setAssignee(name);
            }
        });
        people.standIns().forEach(name -> {
            if (isGroup(identity, name)) {
                task.addCandidateGroup(name);
            } else {
                task.addCandidateUser(name);
            }
        });
    }

    private static boolean isGroup(IdentityService identity, String name) {
        return identity.createGroupQuery().groupId(name).count() > 0;
    }

    private String written(Collection<?> content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The choices of a task cannot be written", unwritable);
        }
    }
}
