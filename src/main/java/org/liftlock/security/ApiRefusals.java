package org.liftlock.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** Answers of the API to callers it does not know, or who may not do what they ask: a problem document that helps. */
final class ApiRefusals {

    private ApiRefusals() {}

    static void unknownCaller(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Liftlock\", charset=\"UTF-8\"");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                "Log in first",
                "Send the name and password of a Liftlock account by HTTP basic, or log in with the browser.");
    }

    static void notAllowed(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        write(
                response,
                HttpStatus.FORBIDDEN,
                "Not allowed for this account",
                "Reading is open to every account. Engineers, process owners and change managers request upgrades;"
                        + " process owners and engineers describe systems and kinds and check"
                        + " models; process owners and administrators describe"
                        + " the site. A page's session also needs its CSRF token.");
    }

    private static void write(HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(title, status.value(), detail));
    }
}
