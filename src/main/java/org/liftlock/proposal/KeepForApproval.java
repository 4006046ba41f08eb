package org.liftlock.proposal;

import java.util.Optional;
import org.liftlock.process.ModelChange;
import org.liftlock.process.ModelChanges;
import org.liftlock.process.ModelSet;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what would change deployed models, instead of letting it become active. */
@Component
public class KeepForApproval implements ModelChanges {

    /** Source of a change that was proposed where it was looked at. */
    public static final String ON_THE_PAGE = "page";

    /** Whoever made a release is nobody here, so one person of the site is another one. No account can have this name. */
    private static final String MAKERS = "the release";

    private final ProposalRows rows;
    private final Journal journal;
    private final String address;
    private final TransactionTemplate alone;

    KeepForApproval(
            ProposalRows rows,
            Journal journal,
            PlatformTransactionManager transactions,
            @Value("${liftlock.address:http://localhost:${server.port:8080}}") String address) {
        this.rows = rows;
        this.journal = journal;
        this.address = address;
        this.alone = new TransactionTemplate(transactions);
        // The deployment that is refused with this answer is undone.
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public boolean approved(ModelChange change) {
        return rows.mayPass(change);
    }

    @Override
    public String keep(ModelChange change, Optional<String> by, String source) {
        return alone.execute(status -> keepOnce(change, by, source));
    }

    private String keepOnce(ModelChange change, Optional<String> by, String source) {
        Optional<Proposal> like = rows.like(change);
        if (like.isPresent() && like.get().isOpen()) {
            Proposal open = like.get();
            if (open.needsSomebody() && by.isPresent()) {
                rows.standFor(open.id(), by.get());
            }
            return answer(open.id(), change);
        }
        boolean refusedBefore = like.filter(same ->
                        same.state() == Proposal.State.REFUSED && same.base().equals(change.baseDigest()))
                .isPresent();
        if (by.isEmpty() && refusedBefore) {
            return "Proposal " + like.get().id() + " says the same and was refused by "
                    + like.get().decidedBy().orElse("somebody") + ": " + address + "/models/proposals/"
                    + like.get().id();
        }
        Optional<String> proposer = by.isEmpty() && source.equals(ModelSet.RELEASE) ? Optional.of(MAKERS) : by;
        long id = rows.add(change, proposer, origin(by, source));
        journal.tell(
                Optional.empty(),
                proposer.orElse("liftlock"),
                "model-proposed",
                Optional.empty(),
                "Proposal " + id + " of " + origin(by, source) + " would change " + Proposals.names(change.files())
                        + "; it is not active",
                Optional.of(journal.keep(Proposals.told(change))));
        return answer(id, change);
    }

    private String answer(long id, ModelChange change) {
        return "Not active: " + Proposals.names(change.files()) + " would change what is deployed, so it was kept as"
                + " proposal " + id + ". Another person, a process owner or a change manager, reads what it changes and"
                + " approves it at " + address + "/models/proposals/" + id
                + "; until then everything goes on as deployed";
    }

    private static String origin(Optional<String> by, String source) {
        return by.isPresent()
                ? source.equals(ON_THE_PAGE) ? "the page Models" : "a deployment"
                : source.equals(ModelSet.RELEASE)
                        ? "the models that came with Liftlock"
                        : source.equals(ModelSet.FOLDER) ? "files found in the folders at start" : "this server";
    }

    @Override
    public void added(ModelChange change, Optional<String> by) {
        journal.tell(
                Optional.empty(),
                by.orElse("liftlock"),
                "model-deployed",
                Optional.empty(),
                "New models, which take no other's place, are active: " + Proposals.names(change.files()) + "; digest "
                        + change.filesDigest().hex(),
                Optional.of(journal.keep(Proposals.told(change))));
    }

    @Override
    public void released(ModelChange change) {
        journal.tell(
                Optional.empty(),
                "liftlock",
                "model-released",
                Optional.empty(),
                "Models that came with Liftlock take the place of those that came with it before, which nobody had"
                        + " changed here: " + Proposals.names(change.files()) + Proposals.digests(change),
                Optional.of(journal.keep(Proposals.told(change))));
    }
}
