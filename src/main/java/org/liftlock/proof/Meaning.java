package org.liftlock.proof;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.process.Bean;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.Variables;

/**
 * What the steps of this product mean, found by topic, delegate or form: a step that was renamed or is used twice means
 * the same. Beside {@link Bean} and {@link Topic} it says which values they are bound to write; the tests of those classes
 * hold them to it.
 */
final class Meaning {

    static final String SUCCEEDED = "SUCCEEDED";
    static final String REFUSED = "REFUSED";
    static final List<String> OUTCOMES = List.of(SUCCEEDED, REFUSED, "FAILED", "UNKNOWN");
    static final String REHEARSE = "REHEARSE";

    static final String FORM_OF_PLAN = "plan-upgrade";
    static final String FORM_OF_SIGN_OFF = "sign-off";
    static final String FORM_OF_APPROVAL = "approve-upgrade";
    static final String FORM_OF_FAILURE = "decide-on-failure";

    private static final Map<String, Topic> TOPICS =
            Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topic, Function.identity()));
    private static final Map<String, Bean> BEANS =
            Arrays.stream(Bean.values()).collect(Collectors.toMap(Bean::beanName, Function.identity()));

    static final List<String> ORDERS_TO_REPEAT = List.of(Answer.RETRY, Answer.AGAIN);

    /** Values the proof itself tells apart, whether or not a model does. */
    static final Map<String, List<?>> TOLD_APART = Map.of(
            Variables.MODE.name(), List.of(REHEARSE, "RAISE", "BACK"),
            Variables.APPROVALS_NEEDED.name(), List.of(0.0),
            Variables.SIGN_OFFS_NEEDED.name(), List.of(0.0),
            Variables.APPROVAL_VERDICT.name(), List.of("approved"),
            Variables.SIGN_OFF_VERDICT.name(), List.of("does-not-work"),
            Variables.MAY_START.name(), List.of("yes"),
            Variables.APPLY_STARTED.name(), List.of(true),
            Variables.ORDER.name(),
                    List.of(Answer.GO_ON, Answer.HOLD, Answer.GO_BACK, Answer.ACCEPT, Answer.RETRY, Answer.AGAIN),
            Variables.UNKNOWN_ANSWER.name(), List.of(Answer.RETRY, Answer.AGAIN),
            Variables.ENDING.name(), List.of());

    /** Steps that change a target, or stop what changes it: nothing may cut them off. */
    private static final Set<Topic.Kind> TOUCHING = Set.of(Topic.Kind.FORWARD, Topic.Kind.PROTECTIVE);

    private static final Set<Topic> OF_ONE_UNIT = Set.of(
            Topic.OPEN_BRACKETS,
            Topic.QUIESCE_SYSTEM,
            Topic.BACK_UP,
            Topic.VERIFY_BACKUP,
            Topic.APPLY_UPGRADE,
            Topic.REBOOT_TARGET,
            Topic.RUN_ACCEPTANCE_CHECKS,
            Topic.PROVE_CHECKS_CAN_FAIL,
            Topic.RESUME_SYSTEM,
            Topic.RESUME_SYSTEM_UNCHANGED,
            Topic.CLOSE_BRACKETS,
            Topic.STOP_RUNNING_STEP,
            Topic.OPEN_BRACKETS_BEFORE_GOING_BACK,
            Topic.QUIESCE_BEFORE_GOING_BACK,
            Topic.ROLL_BACK,
            Topic.REBOOT_AFTER_GOING_BACK,
            Topic.VERIFY_ROLLBACK,
            Topic.RESUME_AFTER_GOING_BACK);

    private Meaning() {}

    static Optional<Topic> topic(String topic) {
        return Optional.ofNullable(TOPICS.get(topic));
    }

    /** @param expression {@code ${checkPlan}} */
    static Optional<Bean> bean(String expression) {
        return ConditionReader.variable(expression).map(BEANS::get);
    }

    static boolean touches(Topic topic) {
        return TOUCHING.contains(topic.kind());
    }

    static boolean ofOneUnit(Topic topic) {
        return OF_ONE_UNIT.contains(topic);
    }

    /** Whether the name is one that no form of ours lets a person hand in. */
    static boolean isOfContract(String variable) {
        return TOLD_APART.containsKey(variable) || CONTRACT.contains(variable);
    }

    private static final Set<String> CONTRACT = contract();

    private static Set<String> contract() {
        Set<String> names = new HashSet<>();
        for (Bean bean : Bean.values()) {
            bean.reads().forEach(variable -> names.add(variable.name()));
            bean.writes().forEach(variable -> names.add(variable.name()));
        }
        for (Topic topic : Topic.values()) {
            names.add(topic.outcomeVariable());
        }
        return names;
    }

    /** What a bean may write, by variable; null for anything. */
    static Map<String, List<Object>> writes(Bean bean) {
        Map<String, List<Object>> writes = new HashMap<>();
        bean.writes().forEach(variable -> writes.put(variable.name(), null));
        if (bean == Bean.TURN_ROUND) {
            writes.put(Variables.MODE.name(), List.of("BACK"));
        } else if (bean == Bean.TAKE_AGREED_DEFAULT) {
            writes.put(Variables.ORDER.name(), List.of(Answer.GO_ON, Answer.HOLD, Answer.GO_BACK));
        } else if (bean == Bean.TAKE_ANSWER) {
            writes.keySet().retainAll(Set.of());
        }
        return writes;
    }

    /** What the listener of a user task writes beside the answer itself, by form. */
    static List<String> writtenByForm(String form) {
        return switch (form) {
            case FORM_OF_PLAN -> List.of(Variables.CRITICALITY.name());
            case FORM_OF_APPROVAL -> List.of(Variables.APPROVAL_OVER.name());
            case FORM_OF_SIGN_OFF -> List.of(Variables.SIGN_OFF_OVER.name(), Variables.SIGN_OFF_VERDICT.name());
            default -> List.of();
        };
    }

    static boolean isStopOrder(String message) {
        return UpgradeProcess.Message.STOP_ORDERED.text().equals(message);
    }
}
