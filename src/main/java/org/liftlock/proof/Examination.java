package org.liftlock.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.liftlock.process.ModelGate;

/** All that can be told of models before anybody deploys them: what the proof finds, and what gates object to. */
public final class Examination {

    private static final String CLOSED = "closed-model";

    private final List<ModelGate> gates;

    /** @param gates asked besides the proof when hygiene is asked for */
    public Examination(List<ModelGate> gates) {
        this.gates = List.copyOf(gates);
    }

    /**
     * @param aspects empty for all of them
     * @throws UnreadableModel when a process model is not BPMN
     */
    public List<Finding> of(List<ModelGate.Model> models, Set<Aspect> aspects) {
        Set<Aspect> asked = aspects.isEmpty() ? EnumSet.allOf(Aspect.class) : aspects;
        List<Finding> findings = new ArrayList<>(Proof.of(asked).examine(models));
        if (asked.contains(Aspect.HYGIENE)) {
            for (ModelGate gate : gates) {
                gate.judge(models).forEach(objection -> findings.add(finding(objection)));
            }
        }
        return List.copyOf(findings);
    }

    private static Finding finding(ModelGate.Objection objection) {
        return new Finding(
                CLOSED,
                Aspect.HYGIENE,
                Finding.Severity.ERROR,
                objection.resource(),
                "",
                objection.element().isEmpty() ? List.of() : List.of(objection.element()),
                objection.sentence(),
                "A model holds only what the product knows.",
                List.of());
    }
}
