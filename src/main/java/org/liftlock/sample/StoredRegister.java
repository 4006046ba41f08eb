package org.liftlock.sample;

import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Keeps the descriptions where those of people are kept too. */
@Component
@Profile("sample")
class StoredRegister implements Register {

    private static final Logger LOG = LoggerFactory.getLogger(StoredRegister.class);
    private static final String AUTHOR = "sample";

    /** Whoever stores a template approves it, and cannot follow it: she asks for no upgrades. */
    private static final String APPROVER = "ana";

    private final DescriptionStore store;

    StoredRegister(DescriptionStore store) {
        this.store = store;
    }

    @Override
    public void site(String yaml) {
        put(Layer.SITE, "site", yaml);
    }

    @Override
    public void system(String yaml) {
        put(Layer.SYSTEM, "order-service", yaml);
    }

    @Override
    public void template(String name, String yaml) {
        put(Layer.TEMPLATE, name, yaml, APPROVER);
    }

    private void put(Layer layer, String name, String yaml) {
        put(layer, name, yaml, AUTHOR);
    }

    private void put(Layer layer, String name, String yaml, String author) {
        boolean ours = store.current(layer, name)
                .map(current -> current.changedBy().equals(author))
                .orElse(true);
        if (ours) {
            store.put(layer, yaml, author);
        } else {
            LOG.info("Sample: the description {} was changed by a person and is left as it is", name);
        }
    }
}
