package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outside the sample nobody can log in until the operator has said who the first administrator is. */
class FreshInstallationIT {

    @TempDir
    private Path directory;

    @Test
    void hasNoAccountAndSaysHowToMakeTheFirst() throws IOException, InterruptedException {
        try (RunningLiftlock liftlock = RunningLiftlock.withoutSample(directory)) {
            assertThat(liftlock.log())
                    .contains("There is no account yet")
                    .contains("set LIFTLOCK_ADMIN_USER and LIFTLOCK_ADMIN_PASSWORD_FILE")
                    .doesNotContain("sample accounts");
            for (String name : new String[] {"erik", "admin", "demo"}) {
                Person stranger = new Person(liftlock.address(), name, name.equals("demo") ? "demo" : "liftlock");
                assertThat(stranger.triesToRead("api/upgrades")).isEqualTo(401);
                assertThat(stranger.triesToRead("engine-rest/task")).isEqualTo(401);
            }
            assertThat(Files.exists(liftlock.data().resolve("sample"))).isFalse();
        }
    }
}
