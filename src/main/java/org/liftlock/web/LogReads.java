package org.liftlock.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.liftlock.audit.Access;
import org.liftlock.audit.Access.Outcome;
import org.liftlock.audit.AccessLog;
import org.liftlock.naming.Digest;
import org.liftlock.security.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Writes every reading of the record into the access log before anything of it leaves. What cannot be written down is not
 * read. It stands behind the login, so that it knows who reads.
 */
@Component
class LogReads extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(LogReads.class);
    private static final String ROWS = LogReads.class.getName() + ".rows";

    private final AccessLog log;

    LogReads(AccessLog log) {
        this.log = log;
    }

    /** Said by whoever answers a request, when what is read can be counted. */
    static void rows(long count) {
        RequestContextHolder.currentRequestAttributes().setAttribute(ROWS, count, RequestAttributes.SCOPE_REQUEST);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        Optional<LoggedReads.Found> read = login != null && login.getPrincipal() instanceof Member me
                ? LoggedReads.by(me.id(), request)
                : Optional.empty();
        if (read.isEmpty()) {
            chain.doFilter(request, response);
        } else if (read.get().endless()) {
            let(read.get().access(), request, response, chain);
        } else {
            hold(read.get().access(), request, response, chain);
        }
    }

    /** Held back until its line is written. */
    private void hold(Access access, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, held);
        } catch (ServletException | RuntimeException failed) {
            write(access, outcome(failed), request, Optional.empty());
            throw failed;
        }
        Outcome outcome = outcome(held.getStatus());
        byte[] content = held.getContentAsByteArray();
        Optional<Digest> digest =
                outcome == Outcome.READ && content.length > 0 ? Optional.of(Digest.of(content)) : Optional.empty();
        if (write(access, outcome, request, digest)) {
            held.copyBodyToResponse();
        } else {
            refuse(response);
        }
    }

    /** Too long to hold: its beginning is written first, and its end when all has left. */
    private void let(Access access, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!write(access, Outcome.BEGUN, request, Optional.empty())) {
            refuse(response);
            return;
        }
        DigestedResponse sent = new DigestedResponse(response);
        try {
            chain.doFilter(request, sent);
        } catch (ServletException | IOException | RuntimeException failed) {
            write(access, outcome(failed), request, Optional.empty());
            throw failed;
        }
        if (!request.isAsyncStarted()) {
            Outcome outcome = outcome(sent.getStatus());
            write(access, outcome, request, outcome == Outcome.READ ? sent.digest() : Optional.empty());
        }
    }

    /** @return false when there is no line */
    private boolean write(Access access, Outcome outcome, HttpServletRequest request, Optional<Digest> digest) {
        try {
            log.write(access, outcome, Optional.ofNullable((Long) request.getAttribute(ROWS)), digest);
            return true;
        } catch (DataAccessException | TransactionException unwritable) {
            LOG.error(
                    "The access log cannot be written, so {} is not read by {}: {}",
                    access.asked(),
                    access.person(),
                    unwritable.getMessage());
            return false;
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.reset();
        response.sendError(
                HttpStatus.SERVICE_UNAVAILABLE.value(), "The access log cannot be written, so nothing is read");
    }

    private static Outcome outcome(int status) {
        if (status < HttpStatus.BAD_REQUEST.value()) {
            return Outcome.READ;
        } else if (status == HttpStatus.FORBIDDEN.value()) {
            return Outcome.REFUSED;
        }
        return status < HttpStatus.INTERNAL_SERVER_ERROR.value() ? Outcome.NOT_FOUND : Outcome.FAILED;
    }

    private static Outcome outcome(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AccessDeniedException) {
                return Outcome.REFUSED;
            }
        }
        return Outcome.FAILED;
    }
}
