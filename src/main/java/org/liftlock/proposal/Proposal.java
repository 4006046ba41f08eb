package org.liftlock.proposal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.process.ModelGate;

/**
 * A change of deployed models that another person approves or refuses.
 *
 * @param origin where it came from, in words
 * @param proposedBy whose change it is; empty for files found in a folder, until somebody stands for them
 * @param base of the deployed models it was compared with: when it was kept, or when it was approved
 * @param files those that differ, exactly as they will be deployed
 */
public record Proposal(
        long id,
        State state,
        String origin,
        Optional<String> proposedBy,
        Instant proposedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> remark,
        Digest base,
        List<ModelGate.Model> files) {

    /** How far it is. */
    public enum State {
        OPEN,
        APPROVED,
        REFUSED
    }

    public Proposal {
        files = List.copyOf(files);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether somebody has to stand for it before it can be approved. */
    public boolean needsSomebody() {
        return isOpen() && proposedBy.isEmpty();
    }

    /** Whether this person is the other one, of those who may approve. */
    public boolean approvableBy(String person) {
        return isOpen() && proposedBy.filter(by -> !by.equals(person)).isPresent();
    }
}
