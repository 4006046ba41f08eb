package org.liftlock.channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A way to run programs on one machine, each to its end, with bounded memory for what it prints. */
public interface Channel {

    /** How people are told which machine this is: "this machine", or a host. */
    String machine();

    /**
     * Runs a program without holding the caller up. The answer fails with {@link NotReached} or {@link NoAnswer}.
     */
    CompletableFuture<Ended> start(Call call);

    /**
     * Makes sure that a file in our own folder there holds these bytes, whole or not at all. Fails with
     * {@link NotReached} when that is not certain.
     *
     * @param path below our own folder
     * @return its absolute path
     */
    CompletableFuture<String> keep(String path, byte[] content);

    /** The same for a file that other users of the machine may read too, and that may be large. */
    CompletableFuture<String> keepForAll(String path, byte[] content);

    /** Whether the machine is this one. */
    boolean isHere();

    /** The program that runs Java there. */
    String java();

    /** What was kept may have been lost: it is looked at again. */
    default void forget(String path) {}

    /**
     * Runs a program and waits for it.
     *
     * @throws NotReached when it was certainly not started
     * @throws NoAnswer when it may have been started, and its end is not known
     */
    default Ended run(Call call) throws NotReached, NoAnswer {
        return answer(start(call));
    }

    /** Waits for what was started. */
    default <T> T answer(CompletableFuture<T> awaited) throws NotReached, NoAnswer {
        try {
            return awaited.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NotReached notReached) {
                throw notReached;
            } else if (failed.getCause() instanceof NoAnswer noAnswer) {
                throw noAnswer;
            }
            throw new IllegalStateException("The channel to " + machine() + " failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            awaited.cancel(true);
            throw new NoAnswer("Liftlock was shut down while it waited for an answer of " + machine());
        }
    }
}
