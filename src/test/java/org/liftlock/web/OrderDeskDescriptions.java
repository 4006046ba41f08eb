package org.liftlock.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.Criticality;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.Digest;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.MergedValue;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.Reboot;
import org.liftlock.descriptor.Rollout;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.descriptor.SystemId;
import org.liftlock.descriptor.TargetId;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.UsersSpec;
import org.liftlock.lifecycle.RequestDesk;
import org.springframework.boot.test.context.TestComponent;

/**
 * One described system, the order service, whose document is good unless it holds the word "wrong"; and a desk that
 * gives every good request the same key.
 */
@TestComponent
class OrderDeskDescriptions implements Descriptions, SystemDocuments, RequestDesk {

    static final String KEY = "UPG-2026-0001";
    private static final SystemId ORDER_SERVICE = new SystemId("order-service");
    private static final String DOCUMENT = """
            system: order-service
            name: Order service
            kind: java-archive
            owner: erik
            criticality: normal
            environments:
              production:
                targets: {localhost/order-production: {}}
            """;

    private final Map<SystemId, StoredDescription> stored = new LinkedHashMap<>();

    OrderDeskDescriptions() {
        stored.put(ORDER_SERVICE, revision(ORDER_SERVICE, 1, DOCUMENT, "erik"));
    }

    @Override
    public Optional<SystemDescription> system(SystemId system) {
        return newest(system)
                .map(description -> new SystemDescription(
                        system,
                        "Order service",
                        "java-archive",
                        "erik",
                        Criticality.NORMAL,
                        List.of(),
                        List.of(),
                        UsersSpec.UNKNOWN,
                        Map.of(
                                "production",
                                new EnvironmentSpec(
                                        "production",
                                        Optional.empty(),
                                        List.of(),
                                        Map.of(TargetId.parse("localhost/order-production"), Optional.empty()),
                                        Map.of())),
                        Map.of(),
                        Rollout.ONE_BY_ONE,
                        Reboot.NEVER,
                        Site.UNNAMED,
                        Map.of(),
                        List.of(
                                new MergedValue("owner", "erik", Layer.SYSTEM, "order-service.yaml", 4),
                                new MergedValue("time_zone", "Europe/Zurich", Layer.SITE, "site.yaml", 2)),
                        description.digest()));
    }

    @Override
    public List<SystemId> systems() {
        return List.copyOf(stored.keySet());
    }

    @Override
    public Site site() {
        return Site.UNNAMED;
    }

    @Override
    public Optional<StoredDescription> newest(SystemId system) {
        return Optional.ofNullable(stored.get(system));
    }

    @Override
    public StoredDescription put(SystemId system, String document, String by) {
        refuseWrong(document);
        int next = newest(system).map(StoredDescription::revision).orElse(0) + 1;
        StoredDescription written = revision(system, next, document, by);
        stored.put(system, written);
        return written;
    }

    @Override
    public String request(String document, String by) {
        refuseWrong(document);
        return KEY;
    }

    private static void refuseWrong(String document) {
        if (document.contains("wrong")) {
            throw new InvalidDescription(List.of(new Problem(
                    "request.yaml",
                    3,
                    "reason.category",
                    "wrong",
                    "one of the nine reasons",
                    "Choose the reason that fits best.",
                    Optional.of("feature"))));
        }
    }

    private static StoredDescription revision(SystemId system, int revision, String document, String by) {
        return new StoredDescription(
                Layer.SYSTEM,
                system.value(),
                revision,
                document,
                Digest.of(document),
                by,
                Instant.parse("2026-11-20T12:00:00Z"));
    }

    @Override
    public UpgradeDescription describe(UpgradeRequest request) {
        throw new UnsupportedOperationException("pages do not describe requests");
    }

    @Override
    public Map<String, CheckSpec> versions(SystemId system, String environment, TargetId target) {
        return Map.of();
    }

    @Override
    public UpgradeRequest readRequest(String document) {
        throw new UnsupportedOperationException("the desk takes documents as they are");
    }

    @Override
    public String write(UpgradeRequest request) {
        throw new UnsupportedOperationException("the desk takes documents as they are");
    }
}
