package org.liftlock.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.record.Journal;
import org.liftlock.security.SecretStore;
import org.mockito.Mockito;
import org.springframework.transaction.PlatformTransactionManager;

/** What Liftlock finds when it verifies its own ledger, and that it does so once a day. */
class VerifyLedgerTest {

    private Rooms rooms;
    private LedgerState state;
    private VerifyLedger verify;

    @BeforeEach
    void aLedger() {
        rooms = Rooms.cleared();
        state = new LedgerState(rooms.jdbc);
        verify = new VerifyLedger(
                rooms.jdbc,
                new LedgerKeys(Mockito.mock(SecretStore.class), "", ""),
                state,
                rooms.clock,
                rooms.get(PlatformTransactionManager.class),
                Duration.ofDays(1));
        tell("The first one");
        tell("The second one");
    }

    private void tell(String sentence) {
        rooms.get(Journal.class).tell(Optional.empty(), "mia", "note", Optional.empty(), sentence, Optional.empty());
    }

    @Test
    void anIntactLedgerIsFoundIntact() {
        assertThat(state.now().verified()).isEmpty();

        verify.verifyIfDue();

        assertThat(state.now().verified()).hasValueSatisfying(found -> {
            assertThat(found.entries()).isEqualTo(state.now().entries()).isEqualTo(2);
            assertThat(found.flaw()).isEmpty();
        });
        assertThat(state.now().newest()).isEmpty();
        assertThat(state.now().unsigned()).isEqualTo(2);
    }

    @Test
    void itIsDoneOnceADayAndTheNewestResultIsShown() {
        verify.verifyIfDue();
        rooms.jdbc
                .sql(
                        "update entry_words set sentence = 'Another one' where digest = (select words_digest from ledger_entry where seq = 2)")
                .update();
        verify.verifyIfDue();
        assertThat(state.now().verified().orElseThrow().flaw()).isEmpty();

        rooms.clock.set(rooms.clock.instant().plus(Duration.ofDays(1)));
        verify.verifyIfDue();

        assertThat(state.now().verified().orElseThrow().flaw())
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("Entry 2").contains("were changed"));
    }
}
