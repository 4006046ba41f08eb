package org.liftlock.security;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person who has logged in, with the groups held at that moment. */
public record Member(String id, String name, List<String> groups) implements AuthenticatedPrincipal, Serializable {

    private static final String PREFIX = "ROLE_";

    public Member {
        groups = List.copyOf(groups);
    }

    /** The account's id: what journals, tasks and approvals name. */
    @Override
    public String getName() {
        return id;
    }

    /** Full name for greeting a person; the id when none is known. */
    public String displayName() {
        return name.isBlank() ? id : name;
    }

    /** Whether the person holds one of the roles. */
    public boolean is(Role... roles) {
        return Stream.of(roles).anyMatch(role -> groups.contains(role.group()));
    }

    /** Whether the person is in one of the groups, named as the identity service names them. */
    public boolean is(String... names) {
        return Stream.of(names).anyMatch(groups::contains);
    }

    /** May ask for an upgrade. */
    public boolean mayRequest() {
        return is(Role.requesters());
    }

    /** May cancel an upgrade. */
    public boolean mayCancel() {
        return is(Role.cancellers());
    }

    /** May ask for an erasure, and confirm one of somebody else. */
    public boolean mayErase() {
        return is(Role.erasers());
    }

    /** May set and lift legal holds. */
    public boolean mayHold() {
        return is(Role.holders());
    }

    /** May take approvals back. */
    public boolean mayRevoke() {
        return is(Role.revokers());
    }

    /** May report trouble with what was raised. */
    public boolean mayReport() {
        return is(Role.reporters());
    }

    /** May add files to an upgrade. */
    public boolean mayAddEvidence() {
        return is(Role.witnesses());
    }

    /** May let a step be tried again that stands still. */
    public boolean mayRepair() {
        return is(Role.repairers());
    }

    /** May write the description of the site. */
    public boolean mayDescribeSite() {
        return is(Role.siteDescribers());
    }

    /** May write descriptions of systems and of kinds. */
    public boolean mayDescribe() {
        return is(Role.describers());
    }

    /** May have models checked, and propose changes of them. */
    public boolean mayChangeModels() {
        return is(Role.modelAuthors());
    }

    /** May approve changes of models that others have proposed. */
    public boolean mayApproveModels() {
        return is(Role.modelApprovers());
    }

    /** Is shown the upgrades of all systems, and what speaks of all. */
    public boolean seesAll() {
        return is(Role.seeAll());
    }

    /** What the groups allow beyond what everybody may do who can log in. */
    public List<String> mayInWords() {
        return Role.mayInWords(
                groups.stream().flatMap(group -> Role.ofGroup(group).stream()).toList());
    }

    Authentication authenticated() {
        Collection<GrantedAuthority> authorities = groups.stream()
                .<GrantedAuthority>map(group -> new SimpleGrantedAuthority(PREFIX + group))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities);
    }
}
