package org.liftlock.verification;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.liftlock.security.SecretUse;
import org.springframework.stereotype.Component;

/** Lets a check take its time and no longer, whatever it hangs on. */
@Component
class TimeLimit {

    // A check keeps its own limit and says better what was late; this one is for those that hang all the same.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    });

    <T> T within(Duration limit, Callable<T> work) throws Exception {
        Future<T> running = threads.submit(SecretUse.handedOn(work));
        try {
            return running.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new CannotCheck("no result within " + Texts.duration(limit), late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception problem ? problem : failed;
        } finally {
            running.cancel(true);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
