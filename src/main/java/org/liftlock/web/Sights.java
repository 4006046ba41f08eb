package org.liftlock.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.audit.Sight;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.People;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.naming.SystemId;
import org.liftlock.security.Member;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Which upgrades a person is shown. Auditors and those who answer for more than one system see all; others see the systems
 * whose description names them, or one of their groups, as owner or among its people. A single upgrade is also seen by
 * whoever asked for it, is named in the request, has acted in it, or is asked by it now.
 */
@Component
class Sights {

    private final DescriptionStore descriptions;
    private final Descriptions requests;
    private final UpgradeOverview overview;
    private final JdbcClient jdbc;
    private final AtomicReference<Named> named = new AtomicReference<>(new Named("", Map.of()));

    Sights(DescriptionStore descriptions, Descriptions requests, UpgradeOverview overview, JdbcClient jdbc) {
        this.descriptions = descriptions;
        this.requests = requests;
        this.overview = overview;
        this.jdbc = jdbc;
    }

    /** @param bySystem who is named; true as long as the descriptions are those of the state */
    private record Named(String state, Map<String, Set<String>> bySystem) {}

    Sight of(Member me) {
        if (me.seesAll()) {
            return Sight.ofEverything(me.id());
        }
        Set<String> own = bySystem().entrySet().stream()
                .filter(system -> system.getValue().contains(me.id())
                        || me.groups().stream().anyMatch(system.getValue()::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return Sight.of(own, me.id());
    }

    /** @return those of the upgrades that the person is shown, without looking for tasks that wait */
    Set<String> among(Set<String> keys, Member me) {
        Sight sight = of(me);
        if (sight.isWhole() || keys.isEmpty()) {
            return keys;
        }
        return jdbc
                .sql("""
                        select upgrade_key, system_id, requested_by, request,
                            exists (select 1 from record_entry
                                where record_entry.upgrade_key = upgrade.upgrade_key and actor = :me) as acted
                        from upgrade where upgrade_key in (:keys)
                        """)
                .param("me", me.id())
                .param("keys", keys)
                .query((row, number) -> sight.reaches(row.getString("system_id"))
                                || row.getString("requested_by").equals(me.id())
                                || row.getBoolean("acted")
                                || namedIn(row.getString("request"), me)
                        ? row.getString("upgrade_key")
                        : null)
                .list()
                .stream()
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** @throws AccessDeniedException when the upgrade is there, and not one the person is shown */
    void requireUpgrade(Member me, String key) {
        if (among(Set.of(key), me).isEmpty() && exists(key) && !overview.waitsFor(me.id(), key)) {
            throw new AccessDeniedException(
                    key + " is for those who take part in it, the people of its system and auditors");
        }
    }

    private boolean exists(String key) {
        return jdbc.sql("select count(*) from upgrade where upgrade_key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private boolean namedIn(String request, Member me) {
        try {
            People people = requests.readRequest(request).people();
            return Stream.of(people.decider(), people.deputy(), people.engineer())
                            .flatMap(Optional::stream)
                            .anyMatch(name -> isOneOf(me, name))
                    || people.signOff().stream().anyMatch(name -> isOneOf(me, name));
        } catch (InvalidDescription ofAnEarlierForm) {
            return false;
        }
    }

    private static boolean isOneOf(Member me, String name) {
        return me.id().equals(name) || me.is(name);
    }

    /** @throws AccessDeniedException when the person is not shown all systems */
    void requireAll(Member me) {
        if (!of(me).isWhole()) {
            throw new AccessDeniedException("Reports speak of all systems and people; they are for auditors, process"
                    + " owners, change managers, approvers and administrators");
        }
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
