package org.liftlock.monitoring;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern TOLERANCE = Pattern.compile("\\+ ?(\\d+(?:\\.\\d+)?) ?(%|ms|s|)");
    private static final double MILLIS_OF_A_SECOND = 1000;
    private static final double PERCENT = 100;

    public HealthRules {
        if (!(significance > 0 && significance < 1)) {
            throw new IllegalArgumentException("A significance lies between 0 and 1, not " + significance);
        }
        if (fewestBefore < 2 || fewestSince < 2) {
            throw new IllegalArgumentException("Nothing can be said from fewer than two figures");
        }
    }

    /**
     * The usual rules, as far as a request accepts nothing else.
     *
     * @param accept {@code p95_latency}: a share ("+10 %") or a length of time ("+200 ms"), for the median as for the tail;
     *     {@code errors}: a share
     */
    static HealthRules accepting(Map<String, String> accept) {
        HealthRules rules = USUAL;
        for (Map.Entry<String, String> tolerance : accept.entrySet()) {
            Matcher words = TOLERANCE.matcher(tolerance.getValue());
            if (!words.matches()) {
                throw new IllegalArgumentException("accept: " + tolerance + " is no tolerance such as \"+10 %\"");
            }
            double figure = Double.parseDouble(words.group(1));
            rules = switch (tolerance.getKey() + " " + words.group(2)) {
                case "p95_latency %" -> rules.slower(figure / PERCENT, rules.slowdownMillis);
                case "p95_latency ms" -> rules.slower(0, figure);
                case "p95_latency s" -> rules.slower(0, figure * MILLIS_OF_A_SECOND);
                case "errors ", "errors %" -> rules.failing(figure / PERCENT);
                default -> throw new IllegalArgumentException("accept: does not know " + tolerance);
            };
        }
        return rules;
    }

    private HealthRules slower(double share, double millis) {
        return new HealthRules(significance, share, millis, errorRise, fewestBefore, fewestSince);
    }

    private HealthRules failing(double share) {
        return new HealthRules(significance, relativeRise, slowdownMillis, share, fewestBefore, fewestSince);
    }
}
