package org.liftlock.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.StandardChange;
import org.liftlock.descriptor.StoredDescription;
import org.springframework.stereotype.Component;

/** The templates there are, each with what its approval is worth today. */
@Component
public class Templates {

    private final DescriptionStore descriptions;
    private final StandardChanges changes;
    private final TemplateUses uses;

    Templates(DescriptionStore descriptions, StandardChanges changes, TemplateUses uses) {
        this.descriptions = descriptions;
        this.changes = changes;
        this.uses = uses;
    }

    /**
     * A template as it stands.
     *
     * @param usesLeft how many more upgrades may follow this revision
     * @param unusable why it approves nothing any more; empty while it does
     */
    public record Standing(
            StandardChange change,
            int revision,
            String digest,
            String approvedBy,
            Instant approvedAt,
            String document,
            int usesLeft,
            Optional<String> unusable) {

        /** Whether this person may follow it: whoever approved it needs somebody else to ask. */
        public boolean usableBy(String person) {
            return unusable.isEmpty() && !approvedBy.equals(person);
        }
    }

    public List<Standing> all() {
        return descriptions.all(Layer.TEMPLATE).stream()
                .flatMap(stored ->
                        descriptions.standardChange(stored.name()).stream().map(change -> standing(change, stored)))
                .toList();
    }

    private Standing standing(StandardChange change, StoredDescription stored) {
        return new Standing(
                change,
                stored.revision(),
                stored.digest().hex(),
                stored.changedBy(),
                stored.changedAt(),
                stored.document(),
                Math.max(0, change.uses() - uses.count(stored)),
                changes.unusable(change, stored));
    }
}
