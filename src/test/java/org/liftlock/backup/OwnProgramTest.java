package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void theCommandStartsThisJavaAndEndsWithTheArguments() {
        List<String> command = OwnProgram.command(List.of("store", "backup"));

        assertThat(Path.of(command.get(0))).isExecutable();
        assertThat(command).endsWith("store", "backup").contains("org.liftlock.Liftlock");
    }
}
