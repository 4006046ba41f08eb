package org.liftlock.monitoring;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether figures got worse, by two questions at once. <em>Is it more than chance?</em> The one-sided test of H. B. Mann
 * and D. R. Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other" (1947),
 * which needs no normal distribution and is not misled by a few outliers; for shares, R. A. Fisher's exact test.
 * <em>Is it enough to matter?</em> The probability of superiority at least medium after A. Vargha and H. D. Delaney (2000),
 * and a rise of the median or the 90th percentile beyond what is accepted: with many figures, the slightest difference is
 * significant.
 */
final class Worsening {

    private static final double MEDIUM_EFFECT = 0.64;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.9;

    private final HealthRules rules;
    private final double significance;

    /** @param tests how many tests share the accepted chance of a false alarm (Bonferroni) */
    Worsening(HealthRules rules, int tests) {
        this.rules = rules;
        this.significance = rules.significance() / Math.max(1, tests);
    }

    /**
     * Higher figures are worse; hand them over negated where lower ones are.
     *
     * @param least smallest rise that matters whatever the figures before
     */
    boolean of(double[] before, double[] since, double least) {
        boolean matters = rises(before, since, MEDIAN, least) || rises(before, since, TAIL, least);
        if (!matters) {
            return false;
        }
        MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(since, before);
        double superiority = result.getStatistic() / ((double) before.length * since.length);
        return result.getPValue() < significance && superiority >= MEDIUM_EFFECT;
    }

    boolean ofErrors(int failedBefore, int allBefore, int failedSince, int allSince) {
        double rise = (double) failedSince / allSince - (double) failedBefore / allBefore;
        if (rise < rules.errorRise() || rise <= 0) {
            return false;
        }
        double chance = FisherExactTest.withDefaults()
                .with(AlternativeHypothesis.GREATER_THAN)
                .test(new int[][] {
                    {failedSince, allSince - failedSince},
                    {failedBefore, allBefore - failedBefore}
                })
                .getPValue();
        return chance < significance;
    }

    private boolean rises(double[] before, double[] since, double share, double least) {
        double was = quantile(before, share);
        double rise = quantile(since, share) - was;
        return rise > 0 && rise >= Math.max(least, rules.relativeRise() * Math.abs(was));
    }

    /** The smallest figure that at least this share of all figures do not exceed. */
    static double quantile(double[] figures, double share) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
