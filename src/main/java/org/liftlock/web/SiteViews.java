package org.liftlock.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.StoredDescription;
import org.springframework.stereotype.Component;

/** The site as pages and API show it: the document as written, beside what is read from it. */
@Component
class SiteViews {

    private final DescriptionStore descriptions;

    SiteViews(DescriptionStore descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * The site.
     *
     * @param problems what is wrong when Liftlock reads an old document in a stricter way than before
     */
    record View(
            String name,
            Optional<String> timeZone,
            List<String> people,
            List<String> calendars,
            int revision,
            String digest,
            String changedBy,
            Instant changedAt,
            String document,
            List<Problem> problems) {}

    /** Empty while nobody has stored a site. */
    Optional<View> find() {
        return descriptions.current(Layer.SITE, "site").map(this::view);
    }

    /** @throws InvalidDescription naming everything that is wrong, in systems that it would break too */
    View put(String document, String by) {
        return view(descriptions.put(Layer.SITE, document, by));
    }

    private View view(StoredDescription stored) {
        try {
            return view(stored, Optional.of(descriptions.site()), List.of());
        } catch (InvalidDescription broken) {
            return view(stored, Optional.empty(), broken.problems());
        }
    }

    private static View view(StoredDescription stored, Optional<Site> site, List<Problem> problems) {
        return new View(
                site.map(Site::name).orElse(stored.name()),
                site.map(read -> read.timeZone().getId()),
                site.map(read -> List.copyOf(new TreeSet<>(read.people().keySet())))
                        .orElse(List.of()),
                site.map(read -> List.copyOf(new TreeSet<>(read.calendars().keySet())))
                        .orElse(List.of()),
                stored.revision(),
                stored.digest().toString(),
                stored.changedBy(),
                stored.changedAt(),
                stored.document(),
                problems);
    }
}
