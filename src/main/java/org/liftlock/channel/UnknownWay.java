package org.liftlock.channel;

import java.util.concurrent.CompletableFuture;

/** The channel to a machine nobody has said how to reach: nothing is ever started there, and it says what to do. */
record UnknownWay(String machine, String whatToDo) implements Channel {

    private <T> CompletableFuture<T> refused() {
        return CompletableFuture.failedFuture(new NotReached(whatToDo));
    }

    @Override
    public CompletableFuture<Ended> start(Call call) {
        return refused();
    }

    @Override
    public CompletableFuture<String> keep(String path, byte[] content) {
        return refused();
    }

    @Override
    public CompletableFuture<String> keepForAll(String path, byte[] content) {
        return refused();
    }

    @Override
    public boolean isHere() {
        return false;
    }

    @Override
    public String java() {
        return SshAccess.USUAL_JAVA;
    }
}
