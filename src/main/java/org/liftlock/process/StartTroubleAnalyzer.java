package org.liftlock.process;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in two sentences why the database was refused, in place of a stack trace. */
final class StartTroubleAnalyzer {

    private StartTroubleAnalyzer() {}

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfDatabase extends AbstractFailureAnalyzer<UnusableDatabase> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableDatabase cause) {
            return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
        }
    }

    /** A driver's own refusal, from wherever it came while starting. */
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    static final class OfDriver extends AbstractFailureAnalyzer<SQLException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
            return DatabaseTrouble.known(cause)
                    .map(trouble -> new FailureAnalysis(trouble.sentence(), trouble.remedy(), cause))
                    .orElse(null);
        }
    }
}
