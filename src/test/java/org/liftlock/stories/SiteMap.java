package org.liftlock.stories;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every address of Liftlock's own that a browser may open, as the running Liftlock tells it. */
final class SiteMap {

    /** So that an administrator is told. */
    static final String TOLD = "--management.endpoints.web.exposure.include=mappings";

    private static final Comparator<Address> CLOSEST = Comparator.comparing(
                    (Address address) -> -address.parameters().size())
            .thenComparing(Address::pattern);

    private final List<Address> addresses;

    private record Address(PathPattern pattern, List<String> parameters) {

        boolean serves(String path, Set<String> given) {
            return pattern.matches(PathContainer.parsePath(path)) && given.containsAll(parameters);
        }

        @Override
        public String toString() {
            return pattern + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        }
    }

    SiteMap(Person administrator) {
        addresses = administrator.reads("actuator/mappings").findValues("dispatcherServlet").stream()
                .flatMap(SiteMap::each)
                .filter(mapping ->
                        mapping.at("/details/handlerMethod/className").asText().startsWith("org.liftlock."))
                .map(mapping -> mapping.at("/details/requestMappingConditions"))
                .filter(SiteMap::isPage)
                .flatMap(conditions -> each(conditions.path("patterns"))
                        .map(pattern -> new Address(
                                PathPatternParser.defaultInstance.parse(pattern.asText()),
                                each(conditions.path("params"))
                                        .map(parameter -> parameter.path("name").asText())
                                        .toList())))
                .toList();
    }

    Set<String> all() {
        return addresses.stream().map(Address::toString).collect(Collectors.toSet());
    }

    /** Which of them serves this one. */
    Optional<String> of(String address) {
        String path = URI.create(address).getPath();
        Set<String> given = UriComponentsBuilder.fromUriString(address)
                .build()
                .getQueryParams()
                .keySet();
        return addresses.stream()
                .filter(one -> one.serves(path, given))
                .min(CLOSEST)
                .map(Address::toString);
    }

    /** What is there for programs says in which form it answers, or lies under /api. */
    private static boolean isPage(JsonNode conditions) {
        return each(conditions.path("methods"))
                        .anyMatch(method -> method.asText().equals("GET"))
                && conditions.path("produces").isEmpty()
                && each(conditions.path("patterns"))
                        .noneMatch(pattern -> pattern.asText().startsWith("/api/"));
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
