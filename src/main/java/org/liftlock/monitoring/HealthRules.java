package org.liftlock.monitoring;

/**
 * When figures count as worse.
 *
 * @param significance chance of a false alarm that is accepted, over all measures of one comparison together
 * @param relativeRise smallest worsening that matters, as a share of the figure before: 0.2 is a fifth
 * @param slowdownMillis smallest slowdown that matters, in milliseconds
 * @param errorRise smallest growth of the share of failed checks that matters
 * @param fewestBefore fewest figures from before that can be compared with
 * @param fewestSince fewest figures of the watch that can be judged
 */
public record HealthRules(
        double significance,
        double relativeRise,
        double slowdownMillis,
        double errorRise,
        int fewestBefore,
        int fewestSince) {

    /** At 10 and 8 figures the strictest possible test result is 1 in 43,758, so a real change can be seen. */
    public static final HealthRules USUAL = new HealthRules(0.01, 0.2, 10, 0.02, 10, 8);

    public HealthRules {
        if (!(significance > 0 && significance < 1)) {
            throw new IllegalArgumentException("A significance lies between 0 and 1, not " + significance);
        }
        if (fewestBefore < 2 || fewestSince < 2) {
            throw new IllegalArgumentException("Nothing can be said from fewer than two figures");
        }
    }
}
