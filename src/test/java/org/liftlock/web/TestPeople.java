package org.liftlock.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import java.util.List;
import java.util.Map;
import org.liftlock.security.Member;
import org.liftlock.security.Role;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The people of the sample, already logged in. */
final class TestPeople {

    private static final Map<String, Role> ROLES = Map.of(
            "paula", Role.PROCESS_OWNERS,
            "erik", Role.ENGINEERS,
            "ana", Role.APPROVERS,
            "mia", Role.CHANGE_MANAGERS,
            "uma", Role.USER_REPRESENTATIVES,
            "otto", Role.AUDITORS,
            "admin", Role.ADMINISTRATORS);

    private TestPeople() {}

    static Member member(String person) {
        return new Member(person, person, List.of(ROLES.get(person).group()));
    }

    static RequestPostProcessor loggedIn(String person) {
        String group = ROLES.get(person).group();
        return authentication(UsernamePasswordAuthenticationToken.authenticated(
                member(person), null, List.of(new SimpleGrantedAuthority("ROLE_" + group))));
    }
}
