package org.liftlock.verification;

import java.util.List;

/**
 * What the checks said of a target known to be stopped (R20). A core check that passes there would pass anywhere.
 */
public record ChecksCanFail(List<CheckResult> results) {

    public ChecksCanFail {
        results = List.copyOf(results);
    }

    /** Core checks that passed although the target was stopped. */
    public List<CheckResult> worthless() {
        return results.stream()
                .filter(result -> result.core() && result.passed())
                .toList();
    }

    /** At least one core check ran, and every one that ran noticed. */
    public boolean proven() {
        return worthless().isEmpty() && results.stream().anyMatch(result -> result.core() && result.failed());
    }

    public String sentence() {
        if (proven()) {
            return "Every core check failed on the stopped target, as it should";
        }
        if (worthless().isEmpty()) {
            return "No core check was run on the stopped target, so none is proven; describe at least one core check";
        }
        return "On the stopped target these core checks passed and are worthless: "
                + String.join(
                        ", ", worthless().stream().map(CheckResult::checkId).toList())
                + "; make them ask the running system";
    }
}
