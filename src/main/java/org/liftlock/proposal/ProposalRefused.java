package org.liftlock.proposal;

/** What was asked of a proposal is not done; the message says why, and what to do. */
public final class ProposalRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProposalRefused(String message) {
        super(message);
    }
}
