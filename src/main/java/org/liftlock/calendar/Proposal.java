package org.liftlock.calendar;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftlock.descriptor.Criticality;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.Reversibility;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.planning.Plan;

/**
 * An upgrade that waits for its approval, as a meeting looks at it.
 *
 * @param what what is raised, where and why
 * @param when from when until when, and who is there
 * @param worst the worst that can happen, and the way back
 * @param inTheWay what stands in its way, one sentence each
 */
public record Proposal(Booking booking, String what, String when, String worst, List<String> inTheWay) {

    private static final List<ControlLevel> GRAVEST_FIRST =
            List.of(ControlLevel.EMERGENCY, ControlLevel.HIGH, ControlLevel.NORMAL, ControlLevel.LOW);
    private static final Map<Reversibility, Integer> HARDEST_FIRST =
            Map.of(Reversibility.NEVER, 0, Reversibility.UNTIL_FIRST_WRITE, 1, Reversibility.ALWAYS, 2);

    /** The greatest risk first: level, criticality, way back, size; then what is in conflict; then what opens first. */
    static final Comparator<Proposal> BY_RISK = Comparator.comparingInt(Proposal::level)
            .thenComparingInt(Proposal::criticality)
            .thenComparingInt(Proposal::wayBack)
            .thenComparing(Comparator.comparingInt(Proposal::size).reversed())
            .thenComparing(proposal -> proposal.inTheWay().isEmpty())
            .thenComparing(proposal -> proposal.booking().window().opensAt())
            .thenComparing(proposal -> proposal.booking().key());

    public Proposal {
        inTheWay = List.copyOf(inTheWay);
    }

    static Proposal of(Booking booking, Sheet sheet) {
        Plan plan = booking.plan().orElseThrow();
        return new Proposal(
                booking,
                what(booking, plan),
                when(booking, plan, sheet.zone()),
                worst(booking, plan),
                sheet.inTheWayOf(booking));
    }

    /** How many targets it raises. */
    public int size() {
        return booking.plan().map(plan -> plan.targets().size()).orElse(0);
    }

    public String criticalityInWords() {
        return booking.reach()
                .map(reach -> reach.criticality().name().toLowerCase(Locale.ROOT))
                .orElse("unknown");
    }

    /** "can always be taken back". */
    public String wayBackInWords() {
        return booking.reach().map(reach -> reach.method().wayBackInShort()).orElse("way back unknown");
    }

    private int level() {
        return booking.level().map(GRAVEST_FIRST::indexOf).orElse(0);
    }

    /** What cannot be read counts as the gravest. */
    private int criticality() {
        return booking.reach().map(reach -> -reach.criticality().ordinal()).orElse(-Criticality.values().length);
    }

    private int wayBack() {
        return booking.reach()
                .map(reach -> HARDEST_FIRST.get(reach.method().reversibility()))
                .orElse(-1);
    }

    private static String what(Booking booking, Plan plan) {
        String name = booking.reach().map(Reach::name).orElse(booking.system());
        int targets = plan.targets().size();
        return name + " (" + booking.environment() + ") is raised from " + booking.from() + " to " + booking.to()
                + " on "
                + targets + (targets == 1 ? " target" : " targets") + ", by method " + plan.method() + ". Why: "
                + booking.why();
    }

    private static String when(Booking booking, Plan plan, ZoneId zone) {
        return booking.window().inWords(zone) + " ("
                + length(Duration.between(
                        booking.window().opensAt(), booking.window().endsAt())) + "). "
                + (plan.engineer().isBlank()
                        ? "Nobody is named who carries it out; "
                        : plan.engineer() + " carries it out; ")
                + plan.decider() + " decides" + (plan.deputy().isBlank() ? "" : ", else " + plan.deputy())
                + ", at "
                + DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH)
                        .format(plan.lastMoment().atZone(zone))
                + " at the latest";
    }

    private static String worst(Booking booking, Plan plan) {
        String users = booking.reach().flatMap(reach -> reach.users().group()).orElse("its users");
        String back = booking.reach()
                .map(Reach::method)
                .map(Method::wayBack)
                .orElse("cannot be told: what was asked for" + " no longer fits what is described");
        return "It fails, and " + users + " cannot work until it is taken back, which takes "
                + length(plan.estimates().rollBack()) + " as planned. Way back: " + back;
    }

    private static String length(Duration length) {
        long minutes = length.toMinutes();
        return minutes < 1
                ? length.toSeconds() + " s"
                : minutes < 120
                        ? minutes + " min"
                        : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
