package org.liftlock.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.process.DeployedModels;
import org.liftlock.process.ModelChange;
import org.liftlock.process.ModelGate;
import org.liftlock.process.ModelKeys;
import org.liftlock.process.ModelSet;
import org.liftlock.proof.Aspect;
import org.liftlock.proof.Examination;
import org.liftlock.proof.Finding;
import org.liftlock.proof.ProofGate;
import org.liftlock.proof.UnreadableModel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Checks files that nobody has deployed, together with what is deployed and belongs to them: the rest of the set that
 * they would go into, and the sets they call.
 */
@Component
class ModelCheck {

    private final ObjectProvider<ModelGate> gates;
    private final DeployedModels deployed;

    ModelCheck(ObjectProvider<ModelGate> gates, DeployedModels deployed) {
        this.gates = gates;
        this.deployed = deployed;
    }

    /**
     * Checked files.
     *
     * @param together everything that was looked at, the given files first
     * @param change what they would do to what is deployed
     */
    record Checked(
            List<ModelGate.Model> given, List<ModelGate.Model> together, ModelChange change, List<Finding> findings) {

        boolean proved() {
            return findings.stream().noneMatch(Finding::refuses);
        }
    }

    /**
     * One at a time: the proof of a large model may take a hundred megabytes.
     *
     * @param aspects empty for all of them
     * @throws UnreadableModel when a file is not what its name says
     */
    synchronized Checked check(List<ModelGate.Model> given, Set<Aspect> aspects) {
        Set<String> defined = new TreeSet<>();
        Set<String> wanted = new TreeSet<>();
        for (ModelGate.Model model : given) {
            try {
                defined.addAll(ModelKeys.definedIn(model));
                wanted.addAll(ModelKeys.calledBy(model));
            } catch (IllegalArgumentException unreadable) {
                throw new UnreadableModel(model.resource(), unreadable);
            }
        }
        wanted.addAll(defined);
        List<ModelSet> sets = deployed.sets();
        List<ModelGate.Model> together = new ArrayList<>(given);
        for (ModelSet set : sets) {
            if (!set.defining(wanted).isEmpty()) {
                List<ModelGate.Model> replaced = set.defining(defined);
                set.models().stream().filter(model -> !replaced.contains(model)).forEach(together::add);
            }
        }
        return new Checked(
                given, together, ModelChange.of(given, sets), examination().of(together, aspects));
    }

    private Examination examination() {
        return new Examination(gates.orderedStream()
                .filter(gate -> !(gate instanceof ProofGate))
                .toList());
    }
}
