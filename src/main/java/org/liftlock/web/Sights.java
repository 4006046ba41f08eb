package org.liftlock.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.liftlock.audit.Sight;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.naming.SystemId;
import org.liftlock.security.Member;
import org.liftlock.security.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Which upgrades a person is shown in lists and exports. Auditors and those who answer for more than one system see all;
 * others see the systems whose description names them, or one of their groups, as owner or among its people.
 */
@Component
class Sights {

    private static final Role[] SEE_ALL = {
        Role.AUDITORS, Role.PROCESS_OWNERS, Role.CHANGE_MANAGERS, Role.APPROVERS, Role.ADMINISTRATORS
    };

    private final DescriptionStore descriptions;
    private final JdbcClient jdbc;
    private final AtomicReference<Named> named = new AtomicReference<>(new Named("", Map.of()));

    Sights(DescriptionStore descriptions, JdbcClient jdbc) {
        this.descriptions = descriptions;
        this.jdbc = jdbc;
    }

    /** @param bySystem who is named; true as long as the descriptions are those of the state */
    private record Named(String state, Map<String, Set<String>> bySystem) {}

    Sight of(Member me) {
        if (me.is(SEE_ALL)) {
            return Sight.ofEverything(me.id());
        }
        Set<String> own = bySystem().entrySet().stream()
                .filter(system -> system.getValue().contains(me.id())
                        || me.groups().stream().anyMatch(system.getValue()::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return Sight.of(own, me.id());
    }

    /** @throws AccessDeniedException when the system is not one the person is shown */
    void require(Member me, String system) {
        if (!of(me).reaches(system)) {
            throw new AccessDeniedException("The history of " + system + " is for its owner, its people and auditors");
        }
    }

    /** Reading all descriptions takes a while, and pages ask every two seconds. */
    private Map<String, Set<String>> bySystem() {
        String state = jdbc.sql("select count(*), max(changed_at) from description")
                .query((row, number) -> row.getString(1) + " " + row.getString(2))
                .single();
        Named known = named.get();
        if (!known.state().equals(state)) {
            Map<String, Set<String>> bySystem = new HashMap<>();
            descriptions.systems().forEach(system -> bySystem.put(system.value(), people(system)));
            known = new Named(state, bySystem);
            named.set(known);
        }
        return known.bySystem();
    }

    /** A system that no longer fits its kind is nobody's own; whoever sees all still sees it. */
    private Set<String> people(SystemId id) {
        Set<String> people = new HashSet<>();
        try {
            descriptions.system(id).ifPresent(system -> {
                people.add(system.owner());
                collect(system.defaults().get("people"), people);
            });
        } catch (InvalidDescription broken) {
            people.clear();
        }
        return people;
    }

    private static void collect(Object tree, Set<String> people) {
        if (tree instanceof Map<?, ?> map) {
            map.values().forEach(value -> collect(value, people));
        } else if (tree instanceof Iterable<?> list) {
            list.forEach(value -> collect(value, people));
        } else if (tree != null) {
            people.add(tree.toString());
        }
    }
}
