package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;

class LocalLaunchersTest {

    @TempDir
    Path home;

    @Test
    void thisMachineIsReachedByEachOfItsNames() throws Exception {
        var launchers = new LocalLaunchers(home, "", new SecretStore(Optional.empty(), Map.of()));

        assertThat(launchers.of(TargetId.parse("localhost/orders"))).isInstanceOf(LocalLauncher.class);
        assertThat(launchers.of(TargetId.parse("127.0.0.1/orders"))).isInstanceOf(LocalLauncher.class);
        assertThat(launchers.of(new TargetId(InetAddress.getLocalHost().getHostName(), "orders")))
                .isInstanceOf(LocalLauncher.class);
    }

    @Test
    void anotherMachineIsRefusedWithWhatToDo() {
        var launchers = new LocalLaunchers(home, "", new SecretStore(Optional.empty(), Map.of()));

        assertThatThrownBy(() -> launchers.of(TargetId.parse("db7.example.org/orders")))
                .hasMessageContaining("db7.example.org/orders")
                .hasMessageContaining("SSH is not available yet");
    }
}
