package org.liftlock.security;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Where the request at hand comes from. Behind a proxy that is the proxy, unless {@code server.forward-headers-strategy}
 * says that its word counts.
 */
final class SourceAddress {

    private static final ThreadLocal<Authentication> ATTEMPT = new ThreadLocal<>();

    private SourceAddress() {}

    /** While somebody logs in, nobody is logged in yet whom the address could be asked of. */
    static <T> T during(Authentication attempt, Supplier<T> work) {
        ATTEMPT.set(attempt);
        try {
            return work.get();
        } finally {
            ATTEMPT.remove();
        }
    }

    static String ofThisRequest() {
        return Optional.ofNullable(ATTEMPT.get())
                .or(() -> Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication()))
                .map(Authentication::getDetails)
                .filter(WebAuthenticationDetails.class::isInstance)
                .map(details -> ((WebAuthenticationDetails) details).getRemoteAddress())
                .orElse("an unknown address");
    }
}
