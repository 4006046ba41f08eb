package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.channel.Channel;
import org.liftlock.channel.LocalChannel;
import org.liftlock.channel.NotReached;
import org.liftlock.channel.TestSshd;
import org.liftlock.security.SecretStore;
import org.springframework.util.FileSystemUtils;

class OwnProgramTest {

    private static final Command DIGEST = Command.of(OwnProgram.command(List.of("store", "digest")));

    @Test
    void onThisMachineItIsTheSameJarAsOnAnother(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("launcher");
        Files.createDirectories(
                home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        Command command = OwnProgram.on(new LocalChannel(home), DIGEST);

        Path jar = home.resolve(CarriedProgram.get().path());
        assertThat(Path.of(command.arguments().get(0))).isExecutable();
        assertThat(command.arguments())
                .endsWith(jar.toString(), "org.liftlock.backup.StoreProgramMain", "store", "digest");
        assertThat(jar).hasBinaryContent(CarriedProgram.get().content());
        assertThat(Files.getPosixFilePermissions(jar)).contains(PosixFilePermission.OTHERS_READ);
        assertThat(Files.getPosixFilePermissions(jar.getParent())).contains(PosixFilePermission.OTHERS_EXECUTE);
        assertThat(Files.getPosixFilePermissions(home))
                .containsExactlyInAnyOrderElementsOf(PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void aUserWhoCannotReadItIsToldOfBeforeAnythingIsStarted(@TempDir Path folder) throws Exception {
        TestSshd.assumeSudo();
        Path closed = Files.createDirectories(
                folder.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path open = Files.createTempDirectory(Path.of("/var/tmp"), "liftlock-");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Command asAnother = new Command(
                DIGEST.arguments(),
                DIGEST.stdin(),
                DIGEST.environment(),
                Optional.of("nobody"),
                DIGEST.directory(),
                DIGEST.within(),
                DIGEST.success());

        try {
            assertThatThrownBy(() -> OwnProgram.on(new LocalChannel(closed.resolve("launcher")), asAnother))
                    .isInstanceOf(NotReached.class)
                    .hasMessageContainingAll("nobody cannot read", "Nothing was started", "/var/lib/liftlock");
            assertThat(OwnProgram.on(new LocalChannel(open.resolve("launcher")), asAnother)
                            .as())
                    .contains("nobody");
        } finally {
            FileSystemUtils.deleteRecursively(open);
        }
    }

    /** From class to class of ours as far as the store program can come, without those that only its callers need. */
    @Test
    void whatIsCarriedToAnotherMachineHoldsEveryLibraryTheStoreProgramUses() throws Exception {
        Set<String> carried = new HashSet<>();
        try (var jar =
                new ZipInputStream(new ByteArrayInputStream(CarriedProgram.get().content()))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                carried.add(entry.getName().replace('/', '.').replaceFirst("\\.class$", ""));
            }
        }
        JavaClasses all = new ClassFileImporter().importPackages("org.liftlock");
        Deque<JavaClass> open = new ArrayDeque<>(List.of(all.get("org.liftlock.backup.StoreProgramMain")));
        Set<String> seen = new HashSet<>();
        Set<String> missing = new TreeSet<>();
        while (!open.isEmpty()) {
            JavaClass next = open.pop();
            for (Dependency dependency : next.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                boolean ofJava = used.getName().startsWith("java") || used.isPrimitive();
                if (!ofJava && seen.add(used.getName())) {
                    if (!carried.contains(used.getName())) {
                        missing.add(used.getName() + " by " + next.getName());
                    } else if (used.getName().startsWith("org.liftlock.")) {
                        open.push(used);
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void onAnotherMachineItIsAJarThatIsCarriedThereOnceAndRunsByItself(@TempDir Path home) throws Exception {
        Channel channel = TestSshd.shared().channel(home);
        var script = new ScriptCalls(
                channel, "sh", new LauncherScript(), new SecretStore(Optional.empty(), Map.of()), Map.of());
        Launcher launcher = new ScriptLauncher("orders", script);
        Launcher.Reading reading = launcher.read(DIGEST);
        Path jar = Path.of(channel.answer(channel.keepForAll(
                CarriedProgram.get().path(), CarriedProgram.get().content())));
        Object sent = Files.getAttribute(jar, "unix:ino");
        channel.forget(CarriedProgram.get().path());
        launcher.read(DIGEST);

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
