package org.liftlock.proof;

import java.util.List;
import org.liftlock.process.ModelGate;

/** Objects to every model that is not proved. */
public final class ProofGate implements ModelGate {

    private volatile Judged last = new Judged(List.of(), List.of());

    private record Judged(List<Model> deployment, List<Objection> objections) {}

    /** The same files are asked about twice in a row: when they are read, and when the engine gets them. */
    @Override
    public List<Objection> judge(List<Model> deployment) {
        Judged known = last;
        if (!known.deployment().equals(deployment)) {
            known = new Judged(List.copyOf(deployment), examine(deployment));
            last = known;
        }
        return known.objections();
    }

    private static List<Objection> examine(List<Model> deployment) {
        try {
            return Proof.complete().examine(deployment).stream()
                    .filter(Finding::refuses)
                    .map(finding -> new Objection(finding.resource(), element(finding), finding.told()))
                    .toList();
        } catch (UnreadableModel e) {
            return List.of(new Objection(e.resource(), "", e.getMessage()));
        }
    }

    private static String element(Finding finding) {
        return finding.elements().isEmpty() ? "" : finding.elements().get(0);
    }
}
