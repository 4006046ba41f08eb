package org.liftlock.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.context.annotation.Profile;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Changes the person of a session to a sample account, without asking for the published password. The old session
 * ends, so nothing of the former person, Camunda's webapps included, is carried over.
 */
@Component
@Profile("sample")
public class ActAs {

    private final SampleAccounts accounts;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    ActAs(SampleAccounts accounts) {
        this.accounts = accounts;
    }

    /** Whether there was such a sample account; if not, the session stays as it was. */
    public boolean change(String id, HttpServletRequest request, HttpServletResponse response) {
        return accounts.member(id)
                .map(member -> {
                    HttpSession old = request.getSession(false);
                    if (old != null) {
                        old.invalidate();
                    }
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(member.authenticated());
                    SecurityContextHolder.setContext(context);
                    request.getSession(true);
                    sessions.saveContext(context, request, response);
                    return true;
                })
                .orElse(false);
    }
}
