package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProgramTest {

    @Test
    void aPackagedJarIsRunAsItIs() {
        assertThat(OwnProgram.program(Path.of("/opt/liftlock/liftlock.jar"), "/opt/liftlock/liftlock.jar"))
                .containsExactly("-jar", "/opt/liftlock/liftlock.jar");
    }

    @Test
    void compiledClassesAreRunFromTheClassPath() {
        assertThat(OwnProgram.program(Path.of("/src/target/classes"), "/src/target/classes:/m2/h2.jar"))
                .containsExactly("-cp", "/src/target/classes:/m2/h2.jar", "org.liftlock.Liftlock");
    }

    @Test
    void theCommandStartsThisJavaAndEndsWithTheArguments() {
        List<String> command = OwnProgram.command(List.of("store", "backup"));

        assertThat(Path.of(command.get(0))).isExecutable();
        assertThat(command).endsWith("store", "backup").contains("org.liftlock.Liftlock");
    }
}
