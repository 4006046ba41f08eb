package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.process.Bean;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.Variables;
import org.liftlock.proof.Transition.Effect;

/** What an element does to the variables, those of its process and those that stand for the state of the world. */
final class Writes {

    private static final String SIGN_OFF_FAILED = "does-not-work";

    private final Data data;
    private final Upgrade upgrade;
    private final Instance instance;

    Writes(Data data, Upgrade upgrade, Instance instance) {
        this.data = data;
        this.upgrade = upgrade;
        this.instance = instance;
    }

    List<Effect> effects(List<Node.Write> writes, List<String> outcomes) {
        List<Effect> effects = new ArrayList<>();
        for (Node.Write write : writes) {
            int variable = data.variable(instance, write.variable());
            if (variable >= 0) {
                effects.add(Effect.assign(variable, mask(write, outcomes)));
            }
        }
        return effects;
    }

    private int mask(Node.Write write, List<String> outcomes) {
        Domain domain = data.domain(write.variable());
        if (write.values() != null) {
            return domain.masks(write.values());
        }
        boolean outcome = Variables.OUTCOME.name().equals(write.source()) && data.isClosed(write.variable());
        return outcome ? domain.masks(outcomes) : domain.all();
    }

    /** Everything an element may have written when nobody knows what it does. */
    List<Effect> anything(boolean onlyNew) {
        List<Effect> effects = new ArrayList<>();
        for (String name : data.followed()) {
            int variable = onlyNew && Meaning.isOfContract(name) ? -1 : data.variable(instance, name);
            if (variable >= 0) {
                effects.add(Effect.assign(variable, data.domain(name).all()));
            }
        }
        return effects;
    }

    /** Values handed from one process to another; variables of one name keep what is known of them. */
    List<Effect> handed(List<Node.Write> writes, Instance from) {
        List<Effect> effects = new ArrayList<>();
        for (Node.Write write : writes) {
            int target = data.variable(instance, write.variable());
            if (target >= 0) {
                int source = write.variable().equals(write.source()) ? data.variable(from, write.source()) : -1;
                effects.add(
                        source >= 0
                                ? new Effect(target, source, null)
                                : Effect.assign(target, mask(write, Meaning.OUTCOMES)));
            }
        }
        return effects;
    }

    /** The ways in which a step without a target can go, told apart where that matters for safety. */
    List<Variant> ways(Node node) {
        List<Variant> ways = List.of(Variant.plain());
        for (Bean bean : node.beans) {
            ways = switch (bean) {
                case DRAFT_PLAN -> each(ways, planChanges());
                case SEAL_PLAN -> seal(ways);
                case COUNT_APPROVALS ->
                    split(
                            ways,
                            Variables.APPROVAL_VERDICT.name(),
                            "approved",
                            upgrade.approvalsCounted(),
                            upgrade.approved(false));
                case CHECK_GO_AHEAD ->
                    split(
                            each(ways, forget(Variables.APPROVALS_NEEDED.name())),
                            Variables.MAY_START.name(),
                            "yes",
                            upgrade.windowOpen(true),
                            upgrade.windowOpen(false));
                case FIND_WINDOW_START, FIND_NEXT_LOOK -> each(ways, List.of(upgrade.windowOpen(false)));
                case FIND_UNIT -> findUnit(ways);
                case FIND_WHAT_WAS_DONE -> findWhatWasDone(ways);
                default -> ways;
            };
        }
        if (node.kind == Node.Kind.USER_TASK) {
            ways = person(node, ways);
        }
        return node.topic == null ? ways : each(ways, upgrade.effectsAtEnd(node.topic));
    }

    private static List<Variant> each(List<Variant> ways, List<Effect> effects) {
        return ways.stream().map(way -> way.and(effects)).toList();
    }

    private List<Variant> split(List<Variant> ways, String name, Object value, Effect when, Effect otherwise) {
        int variable = data.variable(instance, name);
        if (variable < 0) {
            List<Variant> both = new ArrayList<>(each(ways, List.of(when)));
            both.addAll(each(ways, List.of(otherwise)));
            return both;
        }
        int mask = data.domain(name).mask(value);
        List<Variant> both = new ArrayList<>();
        for (Variant way : ways) {
            both.add(way.and(List.of(Effect.assign(variable, mask), when)).noted(name + " " + words(value)));
            both.add(way.and(List.of(Effect.assign(variable, data.domain(name).all() & ~mask), otherwise))
                    .noted(name + " not " + words(value)));
        }
        return both;
    }

    /** How many are asked for is read again when the plan is sealed; to forget it until then only allows more. */
    private List<Effect> planChanges() {
        List<Effect> effects = new ArrayList<>(upgrade.planChanges());
        effects.addAll(forget(Variables.APPROVALS_NEEDED.name()));
        effects.addAll(forget(Variables.SIGN_OFFS_NEEDED.name()));
        effects.addAll(forget(Variables.SIGN_OFF_VERDICT.name()));
        return effects;
    }

    private List<Effect> forget(String name) {
        int variable = data.variable(instance, name);
        return variable < 0
                ? List.of()
                : List.of(Effect.assign(variable, data.domain(name).all()));
    }

    private static String words(Object value) {
        return value instanceof Double number ? String.valueOf(number.intValue()) : String.valueOf(value);
    }

    /** Where no approval or sign-off is asked for, the approved template stands for it. */
    private List<Variant> seal(List<Variant> ways) {
        int needed = data.variable(instance, Variables.APPROVALS_NEEDED.name());
        List<Variant> sealed = new ArrayList<>();
        for (Variant way : ways) {
            if (needed < 0) {
                sealed.add(way.and(List.of(upgrade.approved(false))));
                continue;
            }
            int none = data.domain(Variables.APPROVALS_NEEDED.name()).mask(0.0);
            int all = data.domain(Variables.APPROVALS_NEEDED.name()).all();
            sealed.add(
                    way.when(needed, none).and(List.of(upgrade.approved(true))).noted("approved by its template"));
            sealed.add(way.when(needed, all & ~none).and(List.of(upgrade.approved(false))));
        }
        return split(sealed, Variables.SIGN_OFFS_NEEDED.name(), 0.0, upgrade.signedOff(true), upgrade.signedOff(false));
    }

    private List<Variant> findUnit(List<Variant> ways) {
        if (instance.unit == null) {
            return ways;
        }
        List<Variant> found = new ArrayList<>();
        int mode = data.variable(instance, Variables.MODE.name());
        for (Variant way : each(ways, instance.unit.fresh())) {
            if (mode < 0) {
                found.add(way);
                continue;
            }
            int rehearse = data.domain(Variables.MODE.name()).mask(Meaning.REHEARSE);
            int all = data.domain(Variables.MODE.name()).all();
            found.add(way.when(mode, rehearse).and(List.of(instance.unit.purpose(UnitState.Purpose.REHEARSAL))));
            found.add(way.when(mode, all & ~rehearse).and(List.of(instance.unit.purpose(UnitState.Purpose.REAL))));
        }
        return found;
    }

    private List<Variant> findWhatWasDone(List<Variant> ways) {
        int variable = data.variable(instance, Variables.APPLY_STARTED.name());
        if (instance.unit == null || variable < 0) {
            return ways;
        }
        return combine(
                ways, instance.unit.waysToFindWhatWasDone(variable, data.domain(Variables.APPLY_STARTED.name())));
    }

    private List<Variant> person(Node node, List<Variant> ways) {
        List<Variant> decided = instance.unit == null ? ways : combine(again(node, ways), instance.unit.waysToDecide());
        return switch (node.form) {
            case Meaning.FORM_OF_PLAN -> each(decided, planChanges());
            case Meaning.FORM_OF_APPROVAL -> each(decided, List.of(upgrade.approversAsked()));
            case Meaning.FORM_OF_SIGN_OFF ->
                split(
                        decided,
                        Variables.SIGN_OFF_VERDICT.name(),
                        SIGN_OFF_FAILED,
                        upgrade.signedOff(false),
                        upgrade.signedOff(true));
            case Meaning.FORM_OF_FAILURE -> decideOnFailure(node, decided);
            default -> decided;
        };
    }

    /** Only the words "again" and "retry" order that something is done a second time. */
    private List<Variant> again(Node node, List<Variant> ways) {
        for (Node.Write write : node.writtenAtEnd) {
            int variable = data.variable(instance, write.variable());
            if (variable >= 0 && Variables.ANSWER.name().equals(write.source())) {
                Domain domain = data.domain(write.variable());
                int orders = domain.some(Meaning.ORDERS_TO_REPEAT);
                List<Variant> told = new ArrayList<>(each(
                        ways, List.of(Effect.assign(variable, domain.all() & ~orders), instance.unit.repeat(false))));
                if (orders != 0) {
                    told.addAll(each(ways, List.of(Effect.assign(variable, orders), instance.unit.repeat(true))));
                }
                return told;
            }
        }
        return each(ways, List.of(instance.unit.repeat(false)));
    }

    /** To accept is offered only when checks have run since the last apply: FailureInUnit says so. */
    private List<Variant> decideOnFailure(Node node, List<Variant> ways) {
        List<Effect> notAccepted = new ArrayList<>();
        for (Node.Write write : node.writtenAtEnd) {
            int variable = data.variable(instance, write.variable());
            if (variable >= 0 && Variables.ANSWER.name().equals(write.source())) {
                Domain domain = data.domain(write.variable());
                notAccepted.add(without(variable, domain, domain.some(List.of(UpgradeProcess.Answer.ACCEPT))));
            }
        }
        if (instance.unit == null || notAccepted.isEmpty()) {
            return ways;
        }
        List<Variant> decided = new ArrayList<>();
        for (Variant way : ways) {
            decided.add(way.when(
                            instance.unit.unchecked().variable(),
                            instance.unit.unchecked().mask())
                    .and(notAccepted));
            decided.add(way.when(
                    instance.unit.checked().variable(), instance.unit.checked().mask()));
        }
        return decided;
    }

    /** The variable keeps what it can be, but for these values. */
    private static Effect without(int variable, Domain domain, int mask) {
        int[] table = new int[Integer.bitCount(domain.all())];
        for (int value = 0; value < table.length; value++) {
            table[value] = (1 << value) & ~mask;
        }
        return new Effect(variable, variable, table);
    }

    private static List<Variant> combine(List<Variant> ways, List<Variant> others) {
        List<Variant> combined = new ArrayList<>();
        for (Variant way : ways) {
            for (Variant other : others) {
                Variant both = way.and(other.effects()).noted(other.note().isEmpty() ? way.note() : other.note());
                for (var guard : other.guards().entrySet()) {
                    both = both.when(guard.getKey(), guard.getValue());
                }
                combined.add(both);
            }
        }
        return combined;
    }
}
