package org.liftlock.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;

class SshConnectionTest {

    @Test
    void whoeverAsksAboutAConnectionDoesNotWaitUntilItIsDialled() throws Exception {
        // given: dialling waits, as it does when it looks at another connection that is being dialled
        CountDownLatch dialling = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean waitedForNothing = new AtomicBoolean();
        SshConnection connection = new SshConnection(mock(SshAccess.class), () -> {
            dialling.countDown();
            try {
                waitedForNothing.set(asked.await(5, TimeUnit.SECONDS));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(mock(ClientSession.class));
        });
        CompletableFuture<Void> using = CompletableFuture.runAsync(connection::session);
        dialling.await();

        // when
        boolean open = connection.isOpen();
        CompletableFuture<ClientSession> same = connection.session();
        asked.countDown();
        using.get(10, TimeUnit.SECONDS);

        // then
        assertThat(waitedForNothing).isTrue();
        assertThat(open).isTrue();
        assertThat(same).isCompleted();
    }
}
