package org.liftlock.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Plans;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.security.ActingAs;
import org.liftlock.security.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers many approvals, each as if its form had been sent in Tasklist: in the person's name, by the same rules, in a
 * transaction of its own. Before that, and under the lock that plans of the upgrade are changed under, the plan is compared
 * with the one that was shown; one that has changed is left out.
 */
@Component
class BulkApproval {

    private static final Logger LOG = LoggerFactory.getLogger(BulkApproval.class);

    private final Upgrades upgrades;
    private final Plans plans;
    private final TaskService tasks;
    private final FormService forms;
    private final ActingAs actingAs;
    private final TransactionTemplate transaction;

    BulkApproval(
            Upgrades upgrades,
            Plans plans,
            TaskService tasks,
            FormService forms,
            ActingAs actingAs,
            TransactionTemplate transaction) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.tasks = tasks;
        this.forms = forms;
        this.actingAs = actingAs;
        this.transaction = transaction;
    }

    /** What a person was shown and chose: {@code UPG-2026-0001:<digest of the plan>}. */
    record Chosen(String key, String digest) {

        /** @throws IllegalArgumentException when it is not what the page sends */
        static Chosen parse(String written) {
            String[] parts = written.split(":");
            if (parts.length != 2 || !parts[1].matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "\"" + written + "\" is not a choice of this page; open it again and choose anew");
            }
            return new Chosen(parts[0], parts[1]);
        }
    }

    /** What became of one of them. */
    record Answered(String key, boolean done, String sentence) {}

    /** An answer as the form takes it. */
    enum Answer {
        APPROVED("approved", "approved"),
        REFUSED("refused", "refused");

        private final String value;
        private final String words;

        Answer(String value, String words) {
            this.value = value;
            this.words = words;
        }
    }

    List<Answered> answer(List<Chosen> chosen, Answer answer, String remark, Member by) {
        return chosen.stream().map(one -> answer(one, answer, remark, by)).toList();
    }

    private Answered answer(Chosen chosen, Answer answer, String remark, Member by) {
        try {
            return transaction.execute(status -> within(chosen, answer, remark, by));
        } catch (BadUserRequestException | IllegalArgumentException refused) {
            return new Answered(chosen.key(), false, "left out: " + refused.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("{} could not be {} in bulk", chosen.key(), answer.words, fault);
            return new Answered(
                    chosen.key(),
                    false,
                    "left out, nothing was written: Liftlock failed (" + fault.getMessage()
                            + "). Try it again, or answer its form in Tasklist");
        }
    }

    private Answered within(Chosen chosen, Answer answer, String remark, Member by) {
        String key = chosen.key();
        if (upgrades.look(key).isEmpty()) {
            return new Answered(key, false, "left out: there is no such upgrade");
        }
        upgrades.lock(key);
        if (plans.sealedDigest(key)
                .filter(now -> now.hex().equals(chosen.digest()))
                .isEmpty()) {
            return new Answered(
                    key, false, "left out: its plan has changed since it was shown to you. Look at it anew");
        }
        if (answer == Answer.APPROVED && !plans.stillDescribes(key)) {
            return new Answered(
                    key,
                    false,
                    "left out: what is described has changed since its plan was sealed, so an approval would not count."
                            + " Send it back to be planned anew");
        }
        Optional<Task> asked = tasks
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .taskDefinitionKey(Element.APPROVE_UPGRADE)
                .or()
                .taskAssignee(by.id())
                .taskCandidateUser(by.id())
                .endOr()
                .active()
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .findFirst();
        if (asked.isEmpty()) {
            return new Answered(
                    key,
                    false,
                    "left out: its approval is not, or no longer, asked of you; somebody may have been faster");
        }
        Map<String, Object> content = new HashMap<>();
        content.put("answer", answer.value);
        if (!remark.isBlank()) {
            content.put("remark", remark.strip());
        }
        actingAs.call(by, () -> {
            forms.submitTaskForm(asked.get().getId(), content);
            return key;
        });
        return new Answered(key, true, answer.words);
    }
}
