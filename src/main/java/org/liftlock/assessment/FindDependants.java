package org.liftlock.assessment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.inventory.Dependants;
import org.liftlock.inventory.Dependants.Dependant;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;

/** Names who depends on the system, as described and as seen, so that they are told and their owners can be asked (R09). */
@Component
class FindDependants implements JavaDelegate {

    private static final String ORIGIN = "find-dependants";

    private final Upgrades upgrades;
    private final Findings findings;
    private final Dependants dependants;

    FindDependants(Upgrades upgrades, Findings findings, Dependants dependants) {
        this.upgrades = upgrades;
        this.findings = findings;
        this.dependants = dependants;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        UpgradeDescription description = upgrades.describe(key);
        List<Finding> found = new ArrayList<>(described(description));
        found.addAll(connected(description, upgrades.find(key).environment()));
        findings.replace(key, ORIGIN, found);
    }

    private static List<Finding> described(UpgradeDescription description) {
        return description.usedBy().stream()
                .map(dependant -> new Finding(
                        RuleId.R09,
                        Finding.Severity.TELLS,
                        ORIGIN,
                        dependant.value(),
                        dependant + " uses " + description.name(),
                        "Its owner is told before the window and after it"))
                .toList();
    }

    /** Machines that were seen to be connected; but for targets of the system, which know each other. */
    private List<Finding> connected(UpgradeDescription description, String environment) {
        Map<String, List<Dependant>> byMachine = new LinkedHashMap<>();
        dependants.of(description.system().value(), environment).stream()
                .filter(seen -> description.targets(environment).stream()
                        .noneMatch(target -> target.host().equals(seen.peer())
                                || seen.name().filter(target.host()::equals).isPresent()))
                .forEach(seen -> byMachine
                        .computeIfAbsent(
                                seen.name()
                                        .map(name -> name + " (" + seen.peer() + ")")
                                        .orElse(seen.peer()),
                                none -> new ArrayList<>())
                        .add(seen));
        return byMachine.entrySet().stream()
                .map(machine -> new Finding(
                        RuleId.R09,
                        Finding.Severity.TELLS,
                        ORIGIN,
                        machine.getKey(),
                        machine.getKey() + " was seen to be connected to " + ports(machine.getValue()),
                        "Name what runs there under used_by, where it is not yet, so that its owner is told"))
                .toList();
    }

    private static String ports(List<Dependant> seen) {
        TreeSet<String> ports = new TreeSet<>();
        seen.forEach(dependant -> ports.add("port " + dependant.port() + " of " + dependant.target()));
        return String.join(", ", ports);
    }
}
