package org.liftlock.sample;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An order service in a folder of the test, used as an engineer would: by its scripts, and over HTTP. */
final class OrderHome implements AutoCloseable {

    record Ended(int exitCode, String output) {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SampleService service;
    private final Path artifacts;

    private OrderHome(SampleService service, Path artifacts) {
        this.service = service;
        this.artifacts = artifacts;
    }

    /** Version 1.0 with that many orders, not started, on a port that is free. */
    static OrderHome with(int orders, Path folder) throws IOException {
        Path artifacts = folder.resolve("artifacts");
        for (String version : SampleService.VERSIONS) {
            String jar = "order-service-" + version + ".jar";
            SampleFiles.put(SampleFiles.read("jars/" + jar), artifacts.resolve(jar), false);
        }
        SampleService service = new SampleService("test", "Order desk", folder.resolve("home"), orders, false);
        service.provision(0, artifacts);
        return new OrderHome(service, artifacts);
    }

    OrderHome started() {
        expectGood(script("start"));
        return this;
    }

    /** Stops, changes the jar, starts: what an upgrade does without care. */
    Ended raisedTo(String version) {
        expectGood(script("stop"));
        expectGood(script("release", "use", version, artifact(version)));
        return script("start", "20");
    }

    String artifact(String version) {
        return artifacts.resolve("order-service-" + version + ".jar").toString();
    }

    Ended script(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path("bin/" + name).toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("order-home", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exitCode = process.waitFor();
            String said = Files.readString(output);
            Files.delete(output);
            return new Ended(exitCode, said);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    String get(String path) {
        return send(HttpRequest.newBuilder(uri(path))).body();
    }

    HttpResponse<String> order(String json) {
        return send(HttpRequest.newBuilder(uri("/orders")).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    boolean answers() {
        return answers(service.address());
    }

    static boolean answers(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    Path path(String name) {
        return service.home().resolve(name);
    }

    String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    long process() throws IOException {
        return Long.parseLong(read("run/pid").strip());
    }

    int port() {
        return service.port();
    }

    @Override
    public void close() {
        script("stop");
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + service.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void expectGood(Ended ended) {
        if (ended.exitCode() != 0) {
            throw new AssertionError(ended.output());
        }
    }
}
