package org.liftlock.calendar;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.liftlock.descriptor.Criticality;
import org.liftlock.descriptor.Dependency;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UsersSpec;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/**
 * What an upgrade reaches, as its system is described now.
 *
 * @param neighbours systems that it needs or that need it (R09, R26)
 * @param things targets, members of groups such as balancers, and places of stores that it touches, as people write them
 * @param materialDigest what a plan has to be sealed over to be approved still
 */
record Reach(
        String name,
        Criticality criticality,
        Method method,
        UsersSpec users,
        Set<String> neighbours,
        Set<String> things,
        String materialDigest) {

    Reach {
        neighbours = Set.copyOf(neighbours);
        things = Set.copyOf(things);
    }

    static Reach of(UpgradeDescription description) {
        return new Reach(
                description.name(),
                description.criticality(),
                description.method(),
                description.systemDescription().users(),
                neighbours(description),
                things(description),
                description.materialDigest().hex());
    }

    private static Set<String> neighbours(UpgradeDescription description) {
        Set<String> neighbours = new TreeSet<>();
        Stream.concat(
                        description.usedBy().stream(),
                        description.systemDescription().dependsOn().stream().map(Dependency::system))
                .map(SystemId::value)
                .forEach(neighbours::add);
        return neighbours;
    }

    private static Set<String> things(UpgradeDescription description) {
        String environment = description.request().environment();
        EnvironmentSpec spec = description.environments().get(environment);
        Set<String> things = new TreeSet<>();
        spec.targets().keySet().forEach(target -> things.add(target.toString()));
        spec.groups().values().forEach(members -> members.forEach(member -> things.add(member.toString())));
        spec.targets().keySet().stream()
                .flatMap(target -> description.preview(environment, target, Map.of()).stores().stream())
                .forEach(store -> things.addAll(places(store)));
        return things;
    }

    /** Where the data of a store lies: a database by its address, files by host and path. */
    private static Set<String> places(StoreSpec store) {
        Set<String> hosts = new LinkedHashSet<>();
        store.where().stream().map(TargetId::host).forEach(hosts::add);
        Optional<String> address = store.settings().get("login") instanceof Map<?, ?> login
                ? Optional.ofNullable(login.get("url")).map(Object::toString)
                : Optional.empty();
        Set<String> places = new TreeSet<>();
        if (address.isPresent()) {
            String plain = address.get().replaceFirst("[?;].*", "").toLowerCase(Locale.ROOT);
            hosts.forEach(host -> places.add(plain.replaceFirst("//(localhost|127\\.0\\.0\\.1)\\b", "//" + host)));
            return places;
        }
        Map<String, Object> lies = new LinkedHashMap<>(store.settings());
        lies.keySet().retainAll(Set.of("file", "paths", "data", "stanza"));
        lies.values().stream()
                .flatMap(said ->
                        said instanceof Iterable<?> many ? Stream.of(many).flatMap(Reach::each) : Stream.of(said))
                .forEach(path -> hosts.forEach(host -> places.add(host + ":" + path)));
        return places;
    }

    private static Stream<Object> each(Iterable<?> many) {
        Stream.Builder<Object> all = Stream.builder();
        many.forEach(all::add);
        return all.build();
    }
}
