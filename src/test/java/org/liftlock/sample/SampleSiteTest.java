package org.liftlock.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSiteTest {

    @TempDir
    Path data;

    private final List<String> registered = new ArrayList<>();
    private final Register register = new Register() {
        @Override
        public void site(String yaml) {
            registered.add(yaml);
        }

        @Override
        public void system(String yaml) {
            registered.add(yaml);
        }

        @Override
        public void template(String name, String yaml) {
            registered.add(yaml);
        }
    };

    @AfterEach
    void leaveNothingBehind() {
        site(false).stop();
    }

    @Test
    void bothServicesRunAndAreDescribed() throws IOException {
        // when
        SampleSite site = site(false);
        site.start();

        // then
        assertThat(process("staging").isAlive()).isTrue();
        assertThat(process("production").isAlive()).isTrue();
        assertThat(site.address("staging")).isNotEqualTo(site.address("production"));
        assertThat(registered).hasSize(3);
        assertThat(registered.get(1))
                .contains(
                        "url: \""
                                + site.address("production")
                                        .resolve("/")
                                        .toString()
                                        .replaceAll("/$", ""),
                        digestOf20());
        try (Stream<Path> documents = Files.list(data.resolve("sample/descriptors"))) {
            assertThat(documents)
                    .hasSize(6)
                    .allSatisfy(document ->
                            assertThat(Files.readString(document)).doesNotContainPattern("@[a-z]+[.a-z0-9]*@"));
        }
        assertThat(site.stories()).extracting(SampleStory::id).contains("raise-to-2.0", "raise-to-2.1");
    }

    @Test
    void anOrderlyEndStopsTheServicesAndTheNextStartBringsThemBack() throws IOException {
        // given
        SampleSite site = site(false);
        site.start();

        // when
        site.stop();

        // then
        assertThat(OrderHome.answers(site.address("production"))).isFalse();
        site(false).start();
        assertThat(OrderHome.answers(site.address("production"))).isTrue();
    }

    @Test
    void servicesThatSurvivedTheApplicationAreFoundAgain() throws IOException {
        // given
        site(false).start();
        ProcessHandle before = process("production");

        // when
        site(false).start();

        // then
        assertThat(process("production")).isEqualTo(before);
    }

    @Test
    void aServiceThatSomebodyStoppedStaysStopped() throws Exception {
        // given
        site(false).start();
        new ProcessBuilder(home("production").resolve("bin/stop").toString())
                .start()
                .waitFor();

        // when
        site(false).start();

        // then
        assertThat(home("production").resolve("run/pid")).doesNotExist();
        assertThat(process("staging").isAlive()).isTrue();
    }

    @Test
    void aServiceWhosePortWasTakenMovesToAnother() throws IOException {
        // given
        SampleSite site = site(false);
        site.start();
        int port = site.address("production").getPort();
        site.stop();

        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            // when
            site.start();

            // then
            assertThat(site.address("production").getPort()).isNotEqualTo(other.getLocalPort());
            assertThat(process("production").isAlive()).isTrue();
        }
    }

    @Test
    void aResetThrowsAwayWhatWasOrdered() throws IOException {
        // given
        site(false).start();
        Path mark = Files.createFile(home("production").resolve("data/mark"));

        // when
        site(true).start();

        // then
        assertThat(mark).doesNotExist();
        assertThat(process("production").isAlive()).isTrue();
    }

    private SampleSite site(boolean reset) {
        return new SampleSite(new SampleSettings(reset, false, 0, 0, ZoneOffset.UTC), register, data);
    }

    private Path home(String environment) {
        return data.resolve("sample").resolve(environment);
    }

    private ProcessHandle process(String environment) throws IOException {
        String number = Files.readString(home(environment).resolve("run/pid")).strip();
        return ProcessHandle.of(Long.parseLong(number)).orElseThrow();
    }

    private static String digestOf20() {
        return "\"2.0\": \"" + SampleFiles.digest("jars/order-service-2.0.jar") + "\"";
    }
}
