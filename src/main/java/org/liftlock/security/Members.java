package org.liftlock.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Looks people up in the engine's identity service. */
@Component
public class Members {

    private final IdentityService identity;

    Members(IdentityService identity) {
        this.identity = identity;
    }

    /** The person, if the password is right and the account is not locked by too many wrong ones. */
    Optional<Member> withPassword(String id, String password) {
        return identity.checkPassword(id, password) ? find(id) : Optional.empty();
    }

    /** The person with the groups held at this moment; empty when there is no such account. */
    public Optional<Member> find(String id) {
        return Optional.ofNullable(identity.createUserQuery().userId(id).singleResult())
                .map(user -> new Member(user.getId(), fullName(user), groupsOf(id)));
    }

    /** Everybody who can log in, by id, each with all groups. */
    public List<Member> all() {
        Map<String, List<String>> groups = new HashMap<>();
        identity.createGroupQuery()
                .list()
                .forEach(group -> inGroup(group.getId())
                        .forEach(person -> groups.computeIfAbsent(person, first -> new ArrayList<>())
                                .add(group.getId())));
        return identity.createUserQuery().orderByUserId().asc().list().stream()
                .map(user -> new Member(user.getId(), fullName(user), groups.getOrDefault(user.getId(), List.of())))
                .toList();
    }

    /** The ids of those who are in a group. */
    public List<String> inGroup(String group) {
        return identity.createUserQuery().memberOfGroup(group).list().stream()
                .map(User::getId)
                .toList();
    }

    /** The ids of all groups there are: a plan may name one where it could name a person. */
    public Set<String> groups() {
        return identity.createGroupQuery().list().stream().map(Group::getId).collect(Collectors.toSet());
    }

    private List<String> groupsOf(String id) {
        return identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .toList();
    }

    private static String fullName(User user) {
        return Stream.of(user.getFirstName(), user.getLastName())
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }
}
