package org.liftlock.web;

import jakarta.annotation.PostConstruct;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.lifecycle.RequestDesk;
import org.springframework.boot.test.context.TestComponent;

/** One described system, the order service, and a desk that gives every request it can read the same key. */
@TestComponent
class OrderDesk implements RequestDesk {

    static final String KEY = "UPG-2026-0001";

    static final String ORDER_SERVICE = """
            system: order-service
            name: Order service
            kind: files
            owner: erik
            criticality: normal
            people: {sign_off: [uma]}
            vars: {home: /srv/orders}
            environments:
              production:
                targets: {localhost/order-production: {}}
            stores: none
            """;

    private final DescriptionStore descriptions;

    OrderDesk(DescriptionStore descriptions) {
        this.descriptions = descriptions;
    }

    @PostConstruct
    void describe() {
        descriptions.put(Layer.SYSTEM, ORDER_SERVICE, "erik");
    }

    @Override
    public String request(String document, String by) {
        descriptions.readRequest(document);
        return KEY;
    }
}
