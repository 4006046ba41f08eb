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

    private void put(Layer layer, String name, String yaml) {
        boolean ours = store.current(layer, name)
                .map(current -> current.changedBy().equals(AUTHOR))
                .orElse(true);
        if (ours) {
            store.put(layer, yaml, AUTHOR);
        } else {
            LOG.info("Sample: the description {} was changed by a person and is left as it is", name);
        }
    }
}
