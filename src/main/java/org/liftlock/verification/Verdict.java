package org.liftlock.verification;

import java.util.List;
import java.util.Optional;

/** How the checks of one run ended, taken together. */
public sealed interface Verdict {

    List<CheckResult> results();

    /** One sentence for the person who decides. */
    String sentence();

    default boolean passed() {
        return this instanceof AllPassed;
    }

    /** At least one check ran, and none failed. */
    record AllPassed(List<CheckResult> results) implements Verdict {

        @Override
        public String sentence() {
            long passed = results.stream().filter(CheckResult::passed).count();
            return passed + " of " + results.size() + " checks passed, none failed";
        }
    }

    /** At least one check failed; behind a failed core check nothing else was run (R36). */
    record SomeFailed(List<CheckResult> results) implements Verdict {

        public List<CheckResult> failures() {
            return results.stream().filter(CheckResult::failed).toList();
        }

        public Optional<CheckResult> failedCore() {
            return failures().stream().filter(CheckResult::core).findFirst();
        }

        @Override
        public String sentence() {
            CheckResult first = failures().get(0);
            return failures().size() + " of " + results.size() + " checks failed, first "
                    + (first.core() ? "the core check " : "") + first.sentence();
        }
    }

    /** No check ran: that proves nothing. */
    record NothingChecked(List<CheckResult> results) implements Verdict {

        @Override
        public String sentence() {
            return "No check was run, so nothing is proven; describe at least one core check of the system";
        }
    }

    static Verdict of(List<CheckResult> results) {
        List<CheckResult> all = List.copyOf(results);
        if (all.stream().anyMatch(CheckResult::failed)) {
            return new SomeFailed(all);
        }
        return all.stream().anyMatch(CheckResult::passed) ? new AllPassed(all) : new NothingChecked(all);
    }
}
