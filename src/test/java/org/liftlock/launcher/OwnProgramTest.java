package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.channel.Channel;
import org.liftlock.channel.LocalChannel;
import org.liftlock.channel.TestSshd;
import org.liftlock.security.SecretStore;

class OwnProgramTest {

    @Test
    void aPackagedJarIsRunAsItIs(@TempDir Path folder) throws Exception {
        Path jar = Files.createFile(folder.resolve("liftlock.jar"));

        assertThat(OwnProgram.program(Optional.of(jar.toFile()), "liftlock.jar"))
                .containsExactly("-jar", jar.toString());
    }

    @Test
    void compiledClassesAreRunFromTheClassPath() {
        assertThat(OwnProgram.program(Optional.empty(), "/src/target/classes:lib/h2.jar"))
                .containsExactly(
                        "-cp",
                        "/src/target/classes:" + Path.of("lib/h2.jar").toAbsolutePath(),
                        "org.liftlock.Liftlock");
    }

    @Test
    void onThisMachineItIsThisVeryProgram() throws Exception {
        Command command = OwnProgram.on(
                new LocalChannel(Path.of("/nowhere")), Command.of(OwnProgram.command(List.of("store", "backup"))));

        assertThat(Path.of(command.arguments().get(0))).isExecutable();
        assertThat(command.arguments()).endsWith("store", "backup").contains("org.liftlock.Liftlock");
    }

    @Test
    void onAnotherMachineItIsAJarThatIsCarriedThereOnceAndRunsByItself(@TempDir Path home) throws Exception {
        Channel channel = TestSshd.shared().channel(home);
        var script = new ScriptCalls(
                channel, "sh", new LauncherScript(), new SecretStore(Optional.empty(), Map.of()), Map.of());
        Launcher launcher = new ScriptLauncher("orders", script);
        Command command = Command.of(OwnProgram.command(List.of("store", "digest")));

        Launcher.Reading reading = launcher.read(command);
        Path jar = Path.of(channel.answer(channel.keepForAll(
                CarriedProgram.get().path(), CarriedProgram.get().content())));
        Object sent = Files.getAttribute(jar, "unix:ino");
        channel.forget(CarriedProgram.get().path());
        launcher.read(command);

        // It reads its order from standard input, and says what is wrong with an empty one.
        assertThat(reading.exitCode()).as(reading.errors()).isEqualTo(1);
        assertThat(reading.errors()).doesNotContain("NoClassDefFound", "Exception in thread");
        assertThat(jar).startsWith(home.resolve("lib"));
        assertThat(Files.getPosixFilePermissions(jar)).contains(PosixFilePermission.OTHERS_READ);
        assertThat(Files.getPosixFilePermissions(home)).contains(PosixFilePermission.OTHERS_EXECUTE);
        assertThat(Files.getAttribute(jar, "unix:ino")).as("sent once").isEqualTo(sent);
        assertThat(Files.size(jar)).isLessThan(12 << 20);
    }
}
