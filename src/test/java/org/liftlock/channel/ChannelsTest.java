package org.liftlock.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretRef;

class ChannelsTest {

    private static final Call HELLO = Call.of(List.of("echo", "reached"), Duration.ofSeconds(20));

    @TempDir
    Path home;

    private Channels channels(AccessBook book) {
        return new Channels(home, book, new SshConnections(text -> text, 500, Duration.ofMinutes(5)));
    }

    @Test
    void thisMachineIsReachedByEachOfItsNames() throws Exception {
        Channels channels = channels(target -> Optional.empty());

        assertThat(channels.of(TargetId.parse("localhost/orders")).isHere()).isTrue();
        assertThat(channels.of(TargetId.parse("127.0.0.1/orders")).isHere()).isTrue();
        assertThat(channels.of(new TargetId(InetAddress.getLocalHost().getHostName(), "orders"))
                        .isHere())
                .isTrue();
    }

    @Test
    void aMachineNobodySaysHowToReachIsNotReachedAndItIsToldWhatToWrite() {
        Channel nowhere = channels(target -> Optional.empty()).of(TargetId.parse("db7.example.org/orders"));

        assertThatThrownBy(() -> nowhere.run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll("db7.example.org/orders", "access: {user: liftlock", "correct the host");
    }

    @Test
    void aMachineThatIsDescribedIsReachedAsItSays() {
        SshAccess access = new SshAccess(
                "db7.example.org",
                "127.0.0.1",
                2222,
                "liftlock",
                Optional.of(new SecretRef("ssh-key")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                SshAccess.USUAL_HOME,
                SshAccess.USUAL_JAVA);

        Channel channel = channels(target -> Optional.of(access)).of(TargetId.parse("db7.example.org/orders"));

        assertThat(channel.machine()).isEqualTo("db7.example.org:2222");
        assertThat(channel.isHere()).isFalse();
    }
}
