package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedModelsTest {

    @Test
    void theShippedModelsAreProved() {
        assertThat(Proof.complete().examine(Shipped.models()))
                .extracting(Finding::told)
                .isEmpty();
    }
}
