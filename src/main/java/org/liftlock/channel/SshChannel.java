package org.liftlock.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.liftlock.naming.Digest;

/** Runs programs on another machine, over the shared connection to it. */
final class SshChannel implements Channel {

    private static final Duration PUT_LIMIT = Duration.ofSeconds(30);
    private static final Duration PUT_LARGE_LIMIT = Duration.ofMinutes(3);

    /** A file that arrives cut is never given its name. Prints its absolute path. */
    private static final String PUT = """
            umask "$3"
            case $1 in /*) file=$1 ;; *) file=$HOME/$1 ;; esac
            draft=$file.$$.new
            trap 'rm -f "$draft"' EXIT
            mkdir -p "${file%/*}" && cat >"$draft" || exit 1
            [ "$(wc -c <"$draft")" -eq "$2" ] || { echo "it arrived incomplete" >&2 && exit 1; }
            [ "$3" = 077 ] || chmod go+x "${file%/*}/.."
            sync "$draft" && mv -f "$draft" "$file" && sync "${file%/*}" && printf %s "$file"
            """;

    /** Prints the absolute path of a file that holds what it should: a large one is sent once, not at each connection. */
    private static final String LOOK = """
            case $1 in /*) file=$1 ;; *) file=$HOME/$1 ;; esac
            case $(sha256sum <"$file") in "$2 "*) printf %s "$file" ;; esac 2>/dev/null
            """;

    private final SshAccess access;
    private final SshConnection connection;

    SshChannel(SshAccess access, SshConnection connection) {
        this.access = access;
        this.connection = connection;
    }

    @Override
    public String machine() {
        return access.machine();
    }

    @Override
    public CompletableFuture<Ended> start(Call call) {
        return connection.start(call);
    }

    /** Looked at once for each connection: a machine that was set up anew, or is another one, is connected to anew. */
    @Override
    public CompletableFuture<String> keep(String path, byte[] content) {
        return kept(path, file -> put(file, content, "077", PUT_LIMIT));
    }

    @Override
    public CompletableFuture<String> keepForAll(String path, byte[] content) {
        return kept(path, file -> {
            List<String> words = List.of(
                    "sh", "-c", LOOK, "liftlock", file, Digest.of(content).hex());
            return start(Call.of(words, PUT_LIMIT))
                    .thenCompose(found -> found.output().bytes().length == 0
                            ? put(file, content, "022", PUT_LARGE_LIMIT)
                            : CompletableFuture.completedFuture(found.outputText()));
        });
    }

    /** Whatever goes wrong with a file of ours, nothing has been started that one would have to ask about. */
    private CompletableFuture<String> kept(String path, Function<String, CompletableFuture<String>> put) {
        String file = access.home() + "/" + path;
        String there = connection.kept().get(file);
        return there != null
                ? CompletableFuture.completedFuture(there)
                : put.apply(file)
                        .whenComplete((absolute, failure) -> {
                            if (failure == null) {
                                connection.kept().put(file, absolute);
                            }
                        })
                        .exceptionallyCompose(
                                failure -> CompletableFuture.failedFuture(notReached(SshDialler.cause(failure))));
    }

    private static Throwable notReached(Throwable failure) {
        return failure instanceof NoAnswer lost ? new NotReached(lost.getMessage(), lost) : failure;
    }

    private CompletableFuture<String> put(String path, byte[] content, String mask, Duration within) {
        List<String> words = List.of("sh", "-c", PUT, "liftlock", path, Integer.toString(content.length), mask);
        return start(Call.of(words, within).fedWith(content))
                .thenCompose(ended -> ended.exitCode() == 0
                        ? CompletableFuture.completedFuture(ended.outputText())
                        : CompletableFuture.failedFuture(
                                new NotReached("The file " + path + " cannot be written on " + machine()
                                        + " (" + ended.errorText().strip() + ", exit code " + ended.exitCode()
                                        + "). Check the rights of " + access.user()
                                        + " and the space there (home: in access)")));
    }

    @Override
    public boolean isHere() {
        return false;
    }

    @Override
    public String java() {
        return access.java();
    }

    @Override
    public void forget(String path) {
        connection.kept().remove(access.home() + "/" + path);
    }
}
