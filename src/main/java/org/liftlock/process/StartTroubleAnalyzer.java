package org.liftlock.process;

import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in two sentences why a database, a model or a port was refused, in place of a stack trace. */
final class StartTroubleAnalyzer {

    private StartTroubleAnalyzer() {}

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfDatabase extends AbstractFailureAnalyzer<UnusableDatabase> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableDatabase cause) {
            return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
        }
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfModels extends AbstractFailureAnalyzer<ModelRefused> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, ModelRefused cause) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Correct these files (in the jar, or in liftlock.models.directory and liftlock.forms.directory), or"
                            + " put the last good ones back, and start again.",
                    cause);
        }
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfPort extends AbstractFailureAnalyzer<PortInUseException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
            String holder = PortHolder.of(cause.getPort()).orElse("a process that cannot be seen from here");
            return new FailureAnalysis(
                    "Port " + cause.getPort() + " is taken by " + holder + ".",
                    "Stop it, or give this Liftlock another port: --server.port=... or SERVER_PORT=...",
                    cause);
        }
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfSurroundings extends AbstractFailureAnalyzer<StartRefused> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, StartRefused cause) {
            return new FailureAnalysis(cause.sentence(), cause.remedy(), cause);
        }
    }

    /** Mostly a secret that was mounted for another user. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class OfRights extends AbstractFailureAnalyzer<AccessDeniedException> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, AccessDeniedException cause) {
            return new FailureAnalysis(
                    "The user \"" + System.getProperty("user.name") + "\", as which Liftlock runs, has no right to "
                            + cause.getFile() + ".",
                    "Give it the right, and start again. Secrets are read from the folder LIFTLOCK_SECRETS names, data is"
                            + " kept in the one LIFTLOCK_DATA names.",
                    cause);
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
