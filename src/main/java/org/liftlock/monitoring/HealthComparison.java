package org.liftlock.monitoring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liftlock.naming.TargetId;
import org.springframework.stereotype.Service;

/** Compares the figures of the watch with the baseline (R42). */
@Service
public class HealthComparison {

    private final Samples samples;

    HealthComparison(Samples samples) {
        this.samples = samples;
    }

    /**
     * @param runs one for each target of what is watched, all of one upgrade and unit; each must have figures of each of
     *     its measures, before and since, and a target without any measure is never healthy
     * @param since from when on looks count
     */
    public Health compare(List<MeasureRun> runs, Instant since, HealthRules rules) {
        if (runs.isEmpty()) {
            return new Health.NoData("Nothing is watched, so nothing shows that it is healthy");
        }
        int measures = runs.stream().mapToInt(run -> run.measures().size()).sum();
        // Each measure is tested for its figures and for its errors.
        Worsening worsening = new Worsening(rules, 2 * measures);
        List<String> disturbances = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        for (MeasureRun run : runs) {
            if (run.measures().isEmpty()) {
                gaps.add("nothing is measured of " + run.target()
                        + "; describe a web check of it, or a core check that only reads");
            }
            List<Sample> before = samples.of(run.upgrade(), run.unit(), Samples.Moment.BASELINE, Instant.EPOCH);
            List<Sample> now = samples.of(run.upgrade(), run.unit(), Samples.Moment.WATCH, since);
            for (Measure measure : run.measures()) {
                Figures was = Figures.of(before, run.target(), measure);
                Figures is = Figures.of(now, run.target(), measure);
                new Comparison(run.target(), measure, was, is, rules, worsening).judge(disturbances, gaps);
            }
        }
        if (!disturbances.isEmpty()) {
            return new Health.Disturbed(String.join("; ", disturbances));
        }
        return gaps.isEmpty()
                ? new Health.Healthy("%d %s of %d %s no worse than before"
                        .formatted(
                                measures,
                                measures == 1 ? "measure" : "measures",
                                runs.size(),
                                runs.size() == 1 ? "target" : "targets"))
                : new Health.NoData(String.join("; ", gaps));
    }

    /** Figures of passed checks, negated where less is worse; and how many checks there were at all. */
    private record Figures(double[] healthy, int all) {

        static Figures of(List<Sample> samples, TargetId target, Measure measure) {
            List<Sample> own = samples.stream()
                    .filter(sample ->
                            sample.target().equals(target) && sample.name().equals(measure.name()))
                    .toList();
            double sign = measure.kind() == Measure.Kind.YIELD ? -1 : 1;
            return new Figures(
                    own.stream()
                            .filter(Sample::healthy)
                            .mapToDouble(sample -> sign * sample.figure())
                            .toArray(),
                    own.size());
        }

        int failed() {
            return all - healthy.length;
        }
    }

    private record Comparison(
            TargetId target, Measure measure, Figures was, Figures is, HealthRules rules, Worsening worsening) {

        void judge(List<String> disturbances, List<String> gaps) {
            String name = measure.name() + " of " + target;
            if (measure.kind() == Measure.Kind.STATE) {
                judgeState(name, disturbances, gaps);
            } else if (is.all() < rules.fewestSince()) {
                gaps.add("%s was looked at %d times since, at least %d are needed"
                        .formatted(name, is.all(), rules.fewestSince()));
            } else if (is.healthy().length == 0) {
                disturbances.add("%s failed all %d times".formatted(name, is.all()));
            } else if (was.healthy().length < rules.fewestBefore()) {
                gaps.add("%s has %d figures from before, at least %d are needed"
                        .formatted(name, was.healthy().length, rules.fewestBefore()));
            } else if (worsening.ofErrors(was.failed(), was.all(), is.failed(), is.all())) {
                disturbances.add("%s failed %d of %d times, before %d of %d"
                        .formatted(name, is.failed(), is.all(), was.failed(), was.all()));
            } else if (is.healthy().length < rules.fewestSince()) {
                gaps.add("%s has %d figures since, at least %d are needed"
                        .formatted(name, is.healthy().length, rules.fewestSince()));
            } else if (worsening.of(was.healthy(), is.healthy(), least())) {
                disturbances.add("%s: median %s, before %s; 90th percentile %s, before %s"
                        .formatted(name, shown(is, 0.5), shown(was, 0.5), shown(is, 0.9), shown(was, 0.9)));
            }
        }

        /** It has passed when the upgrade was verified, so that it needs no figures from before. */
        private void judgeState(String name, List<String> disturbances, List<String> gaps) {
            if (is.all() == 0) {
                gaps.add(name + " was not looked at since");
            } else if (is.healthy().length == 0) {
                disturbances.add("%s failed all %d times".formatted(name, is.all()));
            }
        }

        private double least() {
            return measure.kind() == Measure.Kind.LATENCY ? rules.slowdownMillis() : 0;
        }

        private String shown(Figures figures, double share) {
            double figure = Math.abs(Worsening.quantile(figures.healthy(), share));
            return String.format(Locale.ROOT, figure < 100 ? "%.1f%s" : "%.0f%s", figure, measure.unit());
        }
    }
}
