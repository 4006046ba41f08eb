package org.liftlock.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Puts the sample on this machine when the application starts, and describes it to the application. When the
 * application ends in order, it stops the services; when it is killed, they go on and are found again.
 */
@Component
@Profile("sample")
@EnableConfigurationProperties(SampleSettings.class)
public class SampleSite implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SampleSite.class);

    /** Before anything that works on targets starts, and after it has stopped. */
    private static final int EARLY = 0;

    private final SampleSettings settings;
    private final Register register;
    private final Path folder;
    private final SampleService staging;
    private final SampleService production;
    private volatile boolean running;

    SampleSite(SampleSettings settings, Register register, @Value("${liftlock.data:./data}") Path data) {
        this.settings = settings;
        this.register = register;
        this.folder = data.toAbsolutePath().normalize().resolve("sample");
        this.staging = new SampleService("staging", "Order desk (staging)", folder.resolve("staging"), 40, false);
        this.production = new SampleService("production", "Order desk", folder.resolve("production"), 412, true);
    }

    /** Where a person sees the service of an environment, {@code staging} or {@code production}. */
    public URI address(String environment) {
        return service(environment).address();
    }

    public List<SampleStory> stories() {
        return descriptions().stories();
    }

    @Override
    public void start() {
        try {
            if (settings.reset()) {
                staging.remove();
                production.remove();
                SampleFiles.delete(folder);
            }
            provision();
        } catch (IOException failure) {
            throw new SampleException(
                    "The sample cannot be put into " + folder + "; check that the folder can be written,"
                            + " or start once with --liftlock.sample.reset=true",
                    failure);
        }
        both(SampleService::startIfWanted);
        descriptions().registerWith(register);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (!settings.keepRunning()) {
            both(SampleService::pause);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return EARLY;
    }

    private void provision() throws IOException {
        for (String version : SampleService.VERSIONS) {
            String jar = "order-service-" + version + ".jar";
            SampleFiles.put(SampleFiles.read("jars/" + jar), artifacts().resolve(jar), false);
        }
        staging.provision(settings.stagingPort(), artifacts());
        production.provision(settings.productionPort(), artifacts());
        descriptions().writeTo(Files.createDirectories(folder.resolve("descriptors")));
    }

    private Path artifacts() {
        return folder.resolve("artifacts");
    }

    private SampleService service(String environment) {
        return environment.equals(staging.environment()) ? staging : production;
    }

    private SampleDescriptions descriptions() {
        return new SampleDescriptions(staging, production, artifacts(), settings.timeZone());
    }

    /**
     * Both at a time. A service that does not start is told, not thrown: an upgrade that waits for a person must remain
     * reachable.
     */
    private void both(Consumer<SampleService> work) {
        CompletableFuture.allOf(attempt(staging, work), attempt(production, work))
                .join();
    }

    private static CompletableFuture<Void> attempt(SampleService service, Consumer<SampleService> work) {
        return CompletableFuture.runAsync(() -> work.accept(service)).exceptionally(failure -> {
            LOG.error(
                    "Sample: {}\n--liftlock.sample.reset=true makes the sample anew",
                    failure.getCause() == null
                            ? failure.getMessage()
                            : failure.getCause().getMessage());
            return null;
        });
    }
}
