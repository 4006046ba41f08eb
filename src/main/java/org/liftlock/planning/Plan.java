package org.liftlock.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.liftlock.descriptor.NoAnswer;

/**
 * What people approve.
 *
 * @param engineer who carries it out; empty when nobody is named
 * @param noAnswer what is done at the last moment when nobody decides
 * @param descriptionDigest over everything the descriptions say about commands, targets, stores and versions
 * @param announcement what users are told
 * @param watch how long the system is watched after sign-off
 */
public record Plan(
        Instant opensAt,
        Instant endsAt,
        String decider,
        String deputy,
        String engineer,
        NoAnswer noAnswer,
        String method,
        Estimates estimates,
        List<String> targets,
        List<String> signOff,
        String announcement,
        Duration watch,
        String descriptionDigest) {

    public Plan {
        engineer = engineer == null ? "" : engineer;
        targets = List.copyOf(targets);
        signOff = List.copyOf(signOff);
        if (!opensAt.isBefore(endsAt)) {
            throw new IllegalArgumentException(
                    "Field window: it ends after it opens; this one opens " + opensAt + " and ends " + endsAt);
        }
    }

    public Instant lastMoment() {
        return estimates.lastMoment(endsAt);
    }

    public Plan in(Instant opens, Instant ends) {
        return new Plan(
                opens,
                ends,
                decider,
                deputy,
                engineer,
                noAnswer,
                method,
                estimates,
                targets,
                signOff,
                announcement,
                watch,
                descriptionDigest);
    }

    /** The same by another method. */
    Plan by(String other, NoAnswer agreed, List<String> reached, String digest) {
        return new Plan(
                opensAt,
                endsAt,
                decider,
                deputy,
                engineer,
                agreed,
                other,
                estimates,
                reached,
                signOff,
                announcement,
                watch,
                digest);
    }

    public Plan decidedBy(String person, String standIn) {
        return new Plan(
                opensAt,
                endsAt,
                person,
                standIn,
                engineer,
                noAnswer,
                method,
                estimates,
                targets,
                signOff,
                announcement,
                watch,
                descriptionDigest);
    }

    public Plan onSilence(NoAnswer agreed) {
        return new Plan(
                opensAt,
                endsAt,
                decider,
                deputy,
                engineer,
                agreed,
                method,
                estimates,
                targets,
                signOff,
                announcement,
                watch,
                descriptionDigest);
    }

    public Plan announcing(String text) {
        return new Plan(
                opensAt,
                endsAt,
                decider,
                deputy,
                engineer,
                noAnswer,
                method,
                estimates,
                targets,
                signOff,
                text,
                watch,
                descriptionDigest);
    }
}
