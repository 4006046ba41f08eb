package org.liftlock.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.liftlock.MovableClock;
import org.liftlock.naming.Digest;
import org.liftlock.record.SilentJournal;
import org.springframework.dao.DataAccessResourceFailureException;

class SecretUsesTest {

    private static final SecretUse APPLY = SecretUse.ofUpgrade("UPG-2026-0001", "worker", "effect e1 on orders");

    private final MovableClock clock = new MovableClock();
    private final List<String> told = new ArrayList<>();
    private boolean writable = true;
    private final SecretUses uses = new SecretUses(
            new SilentJournal() {
                @Override
                public void tell(
                        Optional<String> upgrade,
                        String actor,
                        String kind,
                        Optional<String> rule,
                        String sentence,
                        Optional<Digest> evidence) {
                    if (!writable) {
                        throw new DataAccessResourceFailureException("The database is gone");
                    }
                    told.add(upgrade.orElse("-") + " " + actor + " " + sentence);
                }
            },
            clock);
    private final SecretStore secrets = new SecretStore(
            Optional.empty(),
            Map.of("LIFTLOCK_SECRET_ORDERS_DB", "corr3ct horse", "LIFTLOCK_SECRET_KEY", "k3y"),
            uses::tell);

    @Test
    void aSecretThatManyCommandsOfAnEffectNeedIsToldOnceByItsName() {
        APPLY.during(() -> secrets.reveal("secret:orders-db") + secrets.reveal("secret:orders-db"));

        assertThat(told).containsExactly("UPG-2026-0001 worker secret:orders-db is used for effect e1 on orders");
    }

    @Test
    void anotherSecretAndAnotherEffectAreToldToo() {
        APPLY.during(() -> secrets.reveal("secret:orders-db") + secrets.reveal("secret:key"));
        SecretUse.ofUpgrade("UPG-2026-0001", "worker", "effect e2 on orders")
                .during(() -> secrets.reveal("secret:orders-db"));

        assertThat(told).hasSize(3);
    }

    @Test
    void aUseThatNobodyAnnouncedIsToldAsWell() {
        secrets.reveal("secret:key");

        assertThat(told).containsExactly("- system secret:key is used for unnamed work");
    }

    @Test
    void whatGoesOnIsToldAgainAfterADay() {
        SecretUse connection = SecretUse.of("system", "a connection to orders.example.com");
        connection.during(() -> secrets.reveal("secret:key"));
        clock.move(Duration.ofHours(23));
        connection.during(() -> secrets.reveal("secret:key"));
        clock.move(Duration.ofHours(1));
        connection.during(() -> secrets.reveal("secret:key"));

        assertThat(told).hasSize(2);
    }

    @Test
    void aSecretWhoseUseCannotBeWrittenDownIsNotGivenOut() {
        writable = false;
        assertThatThrownBy(() -> secrets.reveal("secret:key"))
                .isInstanceOf(MissingSecret.class)
                .hasMessageContaining("secret:key is not given out")
                .hasMessageNotContaining("k3y");

        writable = true;
        assertThat(secrets.reveal("secret:key")).isEqualTo("k3y");
        assertThat(told).hasSize(1);
    }

    @Test
    void workThatIsHandedToAnotherThreadIsPartOfTheSame() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Callable<SecretUse> handedOn = APPLY.during(() -> SecretUse.handedOn(SecretUse::current));

            assertThat(other.submit(handedOn).get()).isEqualTo(APPLY);
            assertThat(other.submit((Callable<SecretUse>) SecretUse::current).get())
                    .isNotEqualTo(APPLY);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whatIsPartOfAnnouncedWorkKeepsItsName() {
        SecretUse reading = SecretUse.of("system", "reading orders");

        assertThat(APPLY.during(() -> reading.unlessSaid(SecretUse::current))).isEqualTo(APPLY);
        assertThat(reading.unlessSaid(SecretUse::current)).isEqualTo(reading);
    }
}
