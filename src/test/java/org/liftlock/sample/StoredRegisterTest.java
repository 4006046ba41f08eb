package org.liftlock.sample;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.naming.Digest;

class StoredRegisterTest {

    private final DescriptionStore store = mock(DescriptionStore.class);

    @Test
    void itsOwnDescriptionIsBroughtUpToDate() {
        givenLastChangedBy("sample");

        new StoredRegister(store).system("system: order-service");

        verify(store).put(Layer.SYSTEM, "system: order-service", "sample");
    }

    @Test
    void whatAPersonChangedIsLeftAsItIs() {
        givenLastChangedBy("erik");

        new StoredRegister(store).system("system: order-service");

        verify(store, never()).put(any(), any(), any());
    }

    @Test
    void aTemplateIsStoredInTheNameOfAnApproverWhoAsksForNoUpgrades() {
        given(store.current(Layer.TEMPLATE, "order-service-release")).willReturn(Optional.empty());

        new StoredRegister(store).template("order-service-release", "standard_change: order-service-release");

        verify(store).put(Layer.TEMPLATE, "standard_change: order-service-release", "ana");
    }

    private void givenLastChangedBy(String author) {
        given(store.current(Layer.SYSTEM, "order-service"))
                .willReturn(Optional.of(new StoredDescription(
                        Layer.SYSTEM, "order-service", 1, "", Digest.of(""), author, Instant.EPOCH)));
    }
}
