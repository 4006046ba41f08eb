package org.liftlock.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.process.ModelGate;

/**
 * Proves process models that are deployed together: every process that none of the others calls, with all it calls.
 * Without a finding, no run of theirs can break a rule, however people decide, steps end and timers fire.
 */
public final class Proof {

    /** Far more than our models need; at about half a kilobyte each. */
    static final int MOST_MARKINGS = 200_000;

    private final Set<Aspect> aspects;
    private final int most;

    private Proof(Set<Aspect> aspects, int most) {
        this.aspects = EnumSet.copyOf(aspects);
        this.most = most;
    }

    /** Of these aspects. */
    public static Proof of(Collection<Aspect> aspects) {
        return new Proof(EnumSet.copyOf(aspects), MOST_MARKINGS);
    }

    /** Of every aspect. */
    public static Proof complete() {
        return of(EnumSet.allOf(Aspect.class));
    }

    Proof upTo(int markings) {
        return new Proof(aspects, markings);
    }

    /**
     * @return what is wrong, nothing when everything is proved
     * @throws UnreadableModel when a file is not BPMN
     */
    public List<Finding> examine(List<ModelGate.Model> files) {
        Models models = ModelReader.read(files);
        Set<Finding> findings = new LinkedHashSet<>(models.findings());
        if (findings.isEmpty() && (aspects.contains(Aspect.SOUNDNESS) || aspects.contains(Aspect.SAFETY))) {
            findings.addAll(new Reading(models).findings());
            findings.addAll(explore(models));
        }
        findings.addAll(models.hygiene());
        return findings.stream()
                .filter(finding -> aspects.contains(finding.aspect()))
                .toList();
    }

    private List<Finding> explore(Models models) {
        List<Finding> findings = new ArrayList<>();
        DeadElements dead = new DeadElements();
        for (Scope root : models.roots()) {
            Exploration exploration = Exploration.of(models, root, most);
            findings.addAll(exploration.findings());
            dead.note(exploration);
        }
        findings.addAll(dead.findings());
        return findings;
    }
}
