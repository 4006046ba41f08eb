package org.liftlock.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.liftlock.audit.Access;
import org.liftlock.audit.Access.What;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Which requests read something of the record, and what. */
final class LoggedReads {

    private static final String KEY = "key";
    private static final String ID = "id";

    private static final List<Read> ALL = List.of(
            whole(What.RECORD, "/upgrades/{key}/record"),
            whole(What.RECORD, "/upgrades/{key}/record.pdf"),
            whole(What.RECORD, "/upgrades/{key}/record.json"),
            whole(What.RECORD, "/api/upgrades/{key}/record"),
            endless(What.EVIDENCE, "/upgrades/{key}/evidence/{id}"),
            endless(What.EVIDENCE, "/api/upgrades/{key}/evidence/{id}"),
            endless(What.EXPORT, "/api/audit/upgrades.csv"),
            endless(What.EXPORT, "/api/audit/upgrades.json"),
            endless(What.SAMPLE, "/api/audit/sample.zip"),
            whole(What.SYSTEM_HISTORY, "/audit/systems/{id}"),
            whole(What.SYSTEM_HISTORY, "/api/audit/systems/{id}/versions"),
            whole(What.PERSON_HISTORY, "/audit/people/{id}"),
            whole(What.PERSON_HISTORY, "/api/audit/people/{id}/approvals"),
            whole(What.STEP_LOG, "/api/upgrades/{key}/steps/{id}/log"),
            whole(What.REPORT, "/audit/independence"),
            whole(What.REPORT, "/audit/rights"),
            whole(What.REPORT, "/audit/controls"),
            whole(What.REPORT, "/audit/erasures"),
            whole(What.REPORT, "/api/audit/erasures"),
            whole(What.REPORT, "/api/audit/holds"),
            endless(What.REPORT, "/api/audit/independence.csv"),
            endless(What.REPORT, "/api/audit/independence.json"),
            endless(What.REPORT, "/api/audit/rights.csv"),
            endless(What.REPORT, "/api/audit/rights.json"),
            endless(What.REPORT, "/api/audit/controls.csv"),
            endless(What.REPORT, "/api/audit/controls.json"),
            whole(What.ACCESS_LOG, "/audit/access"),
            endless(What.ACCESS_LOG, "/api/audit/access.csv"));

    private LoggedReads() {}

    /** @param endless too long to be held back until it is whole */
    private record Read(What what, String path, boolean endless, PathPatternRequestMatcher matcher) {}

    /** @param endless begins to leave before it is whole */
    record Found(Access access, boolean endless) {}

    private static Read whole(What what, String path) {
        return new Read(what, path, false, matcher(path));
    }

    private static Read endless(What what, String path) {
        return new Read(what, path, true, matcher(path));
    }

    private static PathPatternRequestMatcher matcher(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }

    static boolean names(String path) {
        return ALL.stream().anyMatch(read -> read.path().equals(path));
    }

    static Optional<Found> by(String person, HttpServletRequest request) {
        if (!List.of(HttpMethod.GET.name(), HttpMethod.HEAD.name()).contains(request.getMethod())) {
            return Optional.empty();
        }
        for (Read read : ALL) {
            var match = read.matcher().matcher(request);
            if (match.isMatch()) {
                String path = request.getRequestURI();
                String asked = path + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
                Access access = new Access(
                        person,
                        read.what(),
                        match.getVariables().getOrDefault(ID, ""),
                        Optional.ofNullable(match.getVariables().get(KEY)),
                        path.startsWith("/api/") ? Access.Way.API : Access.Way.PAGE,
                        asked);
                return Optional.of(new Found(access, read.endless() || isFollowed(request)));
            }
        }
        return Optional.empty();
    }

    private static boolean isFollowed(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
