package org.liftlock.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {

    @TempDir
    Path directory;

    @Test
    void aSecretComesFromItsFileWithoutTheLineBreakAtTheEnd() throws Exception {
        Files.writeString(directory.resolve("orders-db"), "corr3ct horse\n");
        var secrets = new SecretStore(Optional.of(directory), Map.of("LIFTLOCK_SECRET_ORDERS_DB", "another"));

        assertThat(secrets.resolve(SecretRef.parse("secret:orders-db")).value()).isEqualTo("corr3ct horse");
    }

    @Test
    void aSecretComesFromTheEnvironmentWhenThereIsNoFile() {
        var secrets = new SecretStore(Optional.of(directory), Map.of("LIFTLOCK_SECRET_ORDERS_DB", "corr3ct"));

        assertThat(secrets.reveal("secret:orders-db")).isEqualTo("corr3ct");
        assertThat(secrets.reveal("plain")).isEqualTo("plain");
    }

    @Test
    void aMissingSecretIsNamedWithThePlacesWhereItCouldBe() {
        var secrets = new SecretStore(Optional.of(directory), Map.of());

        assertThatThrownBy(() -> secrets.resolve(new SecretRef("orders-db")))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContaining("secret:orders-db")
                .hasMessageContaining(directory.resolve("orders-db").toString())
                .hasMessageContaining("LIFTLOCK_SECRET_ORDERS_DB");
    }

    @Test
    void aSecretDoesNotShowItsValue() {
        var secrets = new SecretStore(Optional.empty(), Map.of("LIFTLOCK_SECRET_ORDERS_DB", "corr3ct"));

        assertThat(secrets.resolve(new SecretRef("orders-db"))).asString().doesNotContain("corr3ct");
    }

    @Test
    void everySecretThatCouldBeResolvedIsMaskedAndOneThatWasChangedSinceItsUseToo() throws Exception {
        Files.writeString(directory.resolve("orders-db"), "before-rotation");
        Files.writeString(directory.resolve("orders-api"), "never-used-here");
        var secrets = new SecretStore(Optional.of(directory), Map.of("LIFTLOCK_SECRET_MAIL", "mail-password"));
        secrets.resolve(new SecretRef("orders-db"));
        Files.writeString(directory.resolve("orders-db"), "after-rotation");

        assertThat(secrets.masking().mask("before-rotation after-rotation never-used-here mail-password"))
                .isEqualTo("***** ***** ***** *****");
    }

    @Test
    void aSecretProvidedOrChangedWhileLiftlockRunsIsMaskedFromThenOn() throws Exception {
        // given
        var secrets = new SecretStore(Optional.of(directory), Map.of("LIFTLOCK_SECRET_MAIL", "mail-password"));
        Masking without = secrets.masking();
        assertThat(secrets.masking()).as("the same secrets").isSameAs(without);

        // when
        Files.writeString(directory.resolve("orders-db"), "first-value");
        String first = secrets.masking().mask("first-value");
        Files.writeString(directory.resolve("orders-db"), "other-value");

        // then
        assertThat(first).isEqualTo("*****");
        assertThat(secrets.masking().mask("other-value mail-password")).isEqualTo("***** *****");
    }
}
