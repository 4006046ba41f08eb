package org.liftlock.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderServiceScriptsTest {

    private static final String ORDER = "{\"customer\":\"Anna Frei\",\"item\":\"Fender\",\"quantity\":1}";

    @TempDir
    Path folder;

    private OrderHome home;

    @BeforeEach
    void anOrderService() throws IOException {
        home = OrderHome.with(3, folder);
    }

    @AfterEach
    void leaveNothingBehind() {
        home.close();
    }

    @Test
    void startingAndStoppingMayBeRepeated() throws IOException {
        home.started();
        long process = home.process();

        assertThat(home.script("start").exitCode()).isZero();
        assertThat(home.process()).isEqualTo(process);

        assertThat(home.script("stop").exitCode()).isZero();
        assertThat(home.script("running").exitCode()).isEqualTo(1);
        assertThat(home.answers()).isFalse();
        assertThat(home.script("stop").output()).contains("does not run");
        assertThat(home.read("log/order-service.log")).contains("stopped, database closed");
    }

    @Test
    void startEndsThoughTheServiceGoesOnInASessionOfItsOwn() throws IOException {
        home.started();

        ProcessHandle service = ProcessHandle.of(home.process()).orElseThrow();
        assertThat(service.isAlive()).isTrue();
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid))
                .doesNotContain(service.pid());
    }

    @Test
    void startTellsWhyTheServiceDidNotComeUp() throws IOException {
        try (ServerSocket other = new ServerSocket(home.port(), 1, InetAddress.getLoopbackAddress())) {
            OrderHome.Ended started = home.script("start", "20");

            assertThat(started.exitCode()).isEqualTo(1);
            assertThat(started.output()).contains("Port " + other.getLocalPort() + " is taken by another program");
        }
    }

    @Test
    void aKilledServiceHasLostNothingItAcknowledged() throws Exception {
        home.started();
        assertThat(home.order(ORDER).statusCode()).isEqualTo(201);

        ProcessHandle killed = ProcessHandle.of(home.process()).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(10, TimeUnit.SECONDS);
        home.started();

        assertThat(home.get("/orders/4")).contains("Anna Frei");
    }

    @Test
    void anotherProgramWithTheOldProcessNumberIsLeftAlone() throws IOException {
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(home.path("run"));
        Files.writeString(home.path("run/pid"), Long.toString(other.pid()));

        assertThat(home.script("running").exitCode()).isEqualTo(1);
        assertThat(home.script("stop").exitCode()).isZero();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void behindAClosedDoorOnlyChecksMayOrder() {
        home.started();

        home.script("door", "close");
        assertThat(home.order(ORDER).statusCode()).isEqualTo(503);
        assertThat(home.script("try-order").exitCode()).isZero();
        assertThat(home.get("/")).contains("Ordering is closed");

        home.script("door", "open");
        assertThat(home.order(ORDER).statusCode()).isEqualTo(201);
    }

    @Test
    void tryOrderFailsWhenNobodyAnswers() {
        OrderHome.Ended tried = home.script("try-order");

        assertThat(tried.exitCode()).isEqualTo(1);
        assertThat(tried.output()).contains("Ordering does not work");
    }

    @Test
    void theJarBeforeIsRememberedThoughTheChangeIsRepeated() throws IOException {
        home.script("release", "use", "2.0", home.artifact("2.0"));
        home.script("release", "use", "2.0", home.artifact("2.0"));
        assertThat(current()).isEqualTo("releases/order-service-2.0.jar");

        assertThat(home.script("release", "back").exitCode()).isZero();
        assertThat(home.script("release", "back").exitCode()).isZero();
        assertThat(current()).isEqualTo("releases/order-service-1.0.jar");
    }

    @Test
    void afterTidyingThereIsNoWayBack() throws IOException {
        home.script("release", "use", "2.0", home.artifact("2.0"));

        assertThat(home.script("release", "tidy").exitCode()).isZero();

        assertThat(home.path("releases/order-service-1.0.jar")).doesNotExist();
        assertThat(home.script("release", "back").exitCode()).isEqualTo(1);
        assertThat(current()).isEqualTo("releases/order-service-2.0.jar");
    }

    private String current() throws IOException {
        return Files.readSymbolicLink(home.path("current.jar")).toString();
    }
}
