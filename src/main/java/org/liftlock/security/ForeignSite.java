package org.liftlock.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Tells a write that another web site made a browser send. Browsers remember HTTP basic passwords and send them along,
 * so a password alone does not prove that the person meant it; browsers do say where a request comes from.
 */
final class ForeignSite {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private ForeignSite() {}

    static boolean isWrite(HttpServletRequest request) {
        return !READS.contains(request.getMethod());
    }

    static boolean writes(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return isWrite(request) && site != null && !OURS.contains(site);
    }
}
