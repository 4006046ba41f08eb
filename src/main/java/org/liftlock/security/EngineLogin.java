package org.liftlock.security;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Checks name and password through the engine's identity service. It slows down and finally locks an account after
 * wrong passwords; the answer never tells which of name, password or lock was the reason.
 */
@Component
class EngineLogin implements AuthenticationProvider {

    private final Members members;

    EngineLogin(Members members) {
        this.members = members;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        return SourceAddress.during(attempt, () -> members.withPassword(id, password))
                .map(Member::authenticated)
                .orElseThrow(() -> new BadCredentialsException("Name or password is wrong, or the account is locked"
                        + " for some seconds after wrong passwords"));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
