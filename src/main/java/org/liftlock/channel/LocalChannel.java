package org.liftlock.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs programs on this machine. */
public final class LocalChannel implements Channel {

    private final Path home;

    /** @param home where programs begin unless they say otherwise; made when it is missing */
    public LocalChannel(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    @Override
    public String machine() {
        return "this machine";
    }

    @Override
    public CompletableFuture<Ended> start(Call call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return run(call);
                    } catch (NotReached | NoAnswer failed) {
                        throw new CompletionException(failed);
                    }
                },
                Program.PUMPS);
    }

    @Override
    public Ended run(Call call) throws NotReached, NoAnswer {
        Path directory = call.directory().map(Path::of).orElse(home);
        try {
            Files.createDirectories(home);
        } catch (IOException refused) {
            throw new NotReached(cannotWrite(home, refused), refused);
        }
        if (!Files.isDirectory(directory)) {
            return Ended.without(Ended.NO_DIRECTORY, "The directory " + directory + " does not exist on this machine");
        }
        try {
            return new Program(call.startedBy(System.getProperty("user.name")), directory, call.environment())
                    .run(call.stdin(), call.within());
        } catch (IOException notStarted) {
            return Ended.without(
                    Ended.NO_PROGRAM,
                    "\"" + call.arguments().get(0) + "\" could not be started on this machine: "
                            + notStarted.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("Liftlock was shut down while it waited for a command on this machine");
        }
    }

    /** Compared each time: whoever cleans up here may have no idea of us. */
    @Override
    public CompletableFuture<String> keep(String path, byte[] content) {
        return kept(path, content, "rw-------");
    }

    @Override
    public CompletableFuture<String> keepForAll(String path, byte[] content) {
        return kept(path, content, "rw-r--r--");
    }

    private CompletableFuture<String> kept(String path, byte[] content, String rights) {
        Path file = home.resolve(path);
        try {
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                put(file, content, PosixFilePermissions.fromString(rights));
            }
        } catch (IOException refused) {
            return CompletableFuture.failedFuture(new NotReached(cannotWrite(file, refused), refused));
        }
        return CompletableFuture.completedFuture(file.toString());
    }

    @Override
    public boolean isHere() {
        return true;
    }

    @Override
    public String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String cannotWrite(Path file, IOException refused) {
        return file + " cannot be written on this machine (" + refused.getMessage()
                + "). Check the rights and the space there (liftlock.launcher.home)";
    }

    private void put(Path file, byte[] content, Set<PosixFilePermission> rights) throws IOException {
        Files.createDirectories(file.getParent());
        if (rights.contains(PosixFilePermission.OTHERS_READ)) {
            for (Path folder : List.of(home, file.getParent())) {
                Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
                open.addAll(PosixFilePermissions.fromString("--x--x--x"));
                Files.setPosixFilePermissions(folder, open);
            }
        }
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            // Before the name is there, so that a power cut leaves no empty file under it.
            channel.force(true);
        }
        Files.setPosixFilePermissions(draft, rights);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
