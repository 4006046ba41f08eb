package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever was told "your request is taken" finds it again, whatever happens in the next moment. */
class AcknowledgedRequestsIT {

    private static final int REQUESTS = 12;

    @TempDir
    private Path directory;

    @Test
    void areAllFoundAfterAKillAndTheirKeysHaveNoGap() throws IOException, InterruptedException {
        try (RunningLiftlock liftlock = RunningLiftlock.withSample(directory)) {
            People people = new People(liftlock);
            List<String> acknowledged = new ArrayList<>();
            for (int request = 0; request < REQUESTS; request++) {
                acknowledged.add(people.erik.requests(liftlock.story("raise-to-2.0")));
            }
            liftlock.killHard();

            liftlock.start();

            List<String> found = StreamSupport.stream(
                            people.erik.reads("api/upgrades").spliterator(), false)
                    .map(upgrade -> upgrade.path("key").asText())
                    .sorted()
                    .toList();
            assertThat(found).isEqualTo(acknowledged);
            assertThat(found.stream().map(key -> key.replaceAll(".*-", "")))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, REQUESTS)
                            .mapToObj("%04d"::formatted)
                            .toList());
            found.forEach(key -> new Upgrade(people.erik, key).awaitTask("plan-upgrade"));
        }
    }
}
