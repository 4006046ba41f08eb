package org.liftlock.proposal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.naming.Digest;
import org.liftlock.process.DeployedModels;
import org.liftlock.process.ModelChange;
import org.liftlock.process.ModelDeployments;
import org.liftlock.process.ModelGate;
import org.liftlock.process.ModelSet;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with proposals. Approving deploys, in one transaction: either both are there afterwards or neither. Who
 * may approve at all is settled by the path; that it is another person stands here, and in the schema.
 */
@Component
public class Proposals {

    private final ProposalRows rows;
    private final DeployedModels deployed;
    private final ModelDeployments deployments;
    private final Journal journal;

    Proposals(ProposalRows rows, DeployedModels deployed, ModelDeployments deployments, Journal journal) {
        this.rows = rows;
        this.deployed = deployed;
        this.deployments = deployments;
        this.journal = journal;
    }

    /** The newest ones, open or decided, without their files. */
    public List<Proposal> newest() {
        return rows.newest();
    }

    public Optional<Proposal> find(long id) {
        return rows.find(id);
    }

    /** What it would do to what is deployed now. */
    public ModelChange change(Proposal proposal) {
        return ModelChange.of(proposal.files(), deployed.sets());
    }

    /** Element by element, against what is deployed now. */
    public static List<Difference> differences(ModelChange change) {
        return change.files().stream()
                .map(file -> Difference.of(change.before(file), file))
                .toList();
    }

    /** Makes files that were found in a folder somebody's change. */
    @Transactional
    public void standFor(long id, String person) {
        Proposal proposal = open(id);
        if (proposal.proposedBy().isPresent()) {
            throw new ProposalRefused(proposal.proposedBy().get() + " stands for proposal " + id + " already");
        }
        rows.standFor(id, person);
        tell(person, "model-proposed", person + " stands for proposal " + id + " of " + proposal.origin(), proposal);
    }

    /**
     * Approves and deploys.
     *
     * @param seen digest of the deployed models that the difference was shown against
     * @throws ProposalRefused for the proposer, and when what is deployed has changed since
     */
    @Transactional
    public void approve(long id, String person, Digest seen, String remark) {
        Proposal proposal = open(id);
        if (!proposal.approvableBy(person)) {
            throw new ProposalRefused(
                    proposal.needsSomebody()
                            ? "Nobody stands for proposal " + id
                                    + " yet: nobody knows who changed the files. Somebody who"
                                    + " answers for them stands for it first, and another person approves"
                            : "You proposed this yourself; another person approves it");
        }
        ModelChange change = change(proposal);
        if (!change.replacesSomething()) {
            throw new ProposalRefused("What is deployed says this already. Refuse proposal " + id + " to put it away");
        }
        if (!change.baseDigest().equals(seen)) {
            throw new ProposalRefused("Nothing was done: what is deployed has changed since the difference was shown to"
                    + " you. Read it again as it is now");
        }
        rows.decide(id, Proposal.State.APPROVED, person, remark);
        rows.letPass(id, change);
        rows.deployed(id, deployments.deploy(change.result(), ModelSet.APPROVED));
        tell(
                person,
                "model-approved",
                person + " approved proposal " + id + " of "
                        + proposal.proposedBy().orElseThrow() + "; it is active: " + names(change.files())
                        + digests(change)
                        + (remark.isBlank() ? "" : ". " + remark),
                change);
    }

    /** Puts it away; the proposer may, too. */
    @Transactional
    public void refuse(long id, String person, String remark) {
        Proposal proposal = open(id);
        if (remark.isBlank()) {
            throw new ProposalRefused("Say in a sentence why, for whoever proposed it");
        }
        rows.decide(id, Proposal.State.REFUSED, person, remark);
        tell(person, "model-refused", person + " refused proposal " + id + ": " + remark, proposal);
    }

    private Proposal open(long id) {
        Proposal proposal = rows.lock(id)
                .orElseThrow(() -> new ProposalRefused("There is no proposal " + id + "; /models lists them"));
        if (!proposal.isOpen()) {
            throw new ProposalRefused("Proposal " + id + " is decided already: "
                    + proposal.state().name().toLowerCase() + " by "
                    + proposal.decidedBy().orElse("nobody"));
        }
        return proposal;
    }

    private void tell(String person, String kind, String sentence, Proposal proposal) {
        tell(person, kind, sentence, change(proposal));
    }

    private void tell(String person, String kind, String sentence, ModelChange change) {
        journal.tell(
                Optional.empty(), person, kind, Optional.empty(), sentence, Optional.of(journal.keep(told(change))));
    }

    /** All differences in lines, for the record. */
    static String told(ModelChange change) {
        return differences(change).stream().map(Difference::told).collect(Collectors.joining("\n"));
    }

    static String digests(ModelChange change) {
        return "; digest of the set " + change.resultDigest().hex() + ", before "
                + change.baseDigest().hex();
    }

    static String names(List<ModelGate.Model> files) {
        return files.stream().map(ModelGate.Model::resource).collect(Collectors.joining(", "));
    }
}
