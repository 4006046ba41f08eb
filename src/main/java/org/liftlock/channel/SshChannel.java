package org.liftlock.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs programs on another machine, over the shared connection to it. */
final class SshChannel implements Channel {

    private static final Duration PUT_LIMIT = Duration.ofSeconds(30);

    /** A file that arrives cut is never given its name. Prints its absolute path. */
    private static final String PUT = """
            umask 077
            case $1 in /*) file=$1 ;; *) file=$HOME/$1 ;; esac
            draft=$file.$$.new
            trap 'rm -f "$draft"' EXIT
            mkdir -p "${file%/*}" && cat >"$draft" || exit 1
            [ "$(wc -c <"$draft")" -eq "$2" ] || { echo "it arrived incomplete" >&2 && exit 1; }
            sync "$draft" && mv -f "$draft" "$file" && sync "${file%/*}" && printf %s "$file"
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
    public String keep(String path, byte[] content) throws NotReached {
        String file = access.home() + "/" + path;
        String there = connection.kept().get(file);
        if (there == null) {
            there = put(file, content);
            connection.kept().put(file, there);
        }
        return there;
    }

    private String put(String path, byte[] content) throws NotReached {
        List<String> words = List.of("sh", "-c", PUT, "liftlock", path, Integer.toString(content.length));
        try {
            Ended ended = run(Call.of(words, PUT_LIMIT).fedWith(content));
            if (ended.exitCode() != 0) {
                throw new NotReached("The file " + path + " cannot be written on " + machine() + " ("
                        + ended.errorText().strip() + ", exit code " + ended.exitCode()
                        + "). Check the rights of " + access.user() + " and the space there (home: in access)");
            }
            return ended.outputText();
        } catch (NoAnswer lost) {
            throw new NotReached(
                    "The file " + path + " may not have been written on " + machine() + ": " + lost.getMessage(), lost);
        }
    }

    @Override
    public void forget(String path) {
        connection.kept().remove(access.home() + "/" + path);
    }
}
