package org.liftlock.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes checkpoints when they are due and carries them to this node's file, on a thread of its own: a disk that hangs
 * keeps nothing else waiting. What the file lacks it gets later, so each node's file holds them all.
 */
@Component
class KeepCheckpoints implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeepCheckpoints.class);
    private static final int AT_ONCE = 500;

    private final Checkpoints checkpoints;
    private final Optional<CheckpointFile> file;
    private final boolean wanted;
    private final Duration look;
    private String trouble = "";
    private ScheduledExecutorService thread;

    KeepCheckpoints(
            Checkpoints checkpoints,
            @Value("${liftlock.ledger.key:}") String key,
            @Value("${liftlock.ledger.checkpoints:}") String file,
            @Value("${liftlock.ledger.look:PT2S}") Duration look) {
        this.checkpoints = checkpoints;
        this.file = file.isBlank() ? Optional.empty() : Optional.of(new CheckpointFile(Path.of(file)));
        this.wanted = !key.isBlank() || this.file.isPresent();
        this.look = look;
    }

    /** The file is carried on even when this node may not sign: others may. */
    void round() {
        try {
            checkpoints.takeIfDue();
        } finally {
            file.ifPresent(this::carry);
        }
    }

    private void carry(CheckpointFile to) {
        long written = to.last().map(line -> numberIfKept(to, line)).orElse(0L);
        List<Checkpoint> missing = checkpoints.after(written, AT_ONCE);
        if (!missing.isEmpty()) {
            to.append(missing);
        }
    }

    private long numberIfKept(CheckpointFile to, String line) {
        long number;
        try {
            number = Checkpoint.parse(line).number();
        } catch (IllegalArgumentException changed) {
            throw new IllegalStateException(
                    "The last line of " + to + " is no checkpoint: somebody changed the file, or"
                            + " it serves something else. Nothing more is written to it; name another file in"
                            + " liftlock.ledger.checkpoints and keep this one for the auditors");
        }
        if (checkpoints.line(number).filter(line::equals).isEmpty()) {
            throw new IllegalStateException("The file " + to + " holds a checkpoint " + number + " that the database"
                    + " does not hold: somebody changed one of them, or the database was restored from an older backup."
                    + " Nothing more is written to the file; run verify-ledger with it");
        }
        return number;
    }

    /** An exception would end the schedule; the same trouble is told once, not every two seconds. */
    private void roundOrTell() {
        try {
            round();
            if (!trouble.isEmpty()) {
                LOG.info("Checkpoints of the ledger are taken and kept again");
            }
            trouble = "";
        } catch (RuntimeException failed) {
            String told = String.valueOf(failed.getMessage());
            if (!told.equals(trouble)) {
                LOG.error("The ledger has no new checkpoint: {}. This is tried again every {}", told, look, failed);
            }
            trouble = told;
        }
    }

    @Override
    public synchronized void start() {
        if (wanted) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread keeper = new Thread(work, "liftlock-checkpoints");
                keeper.setDaemon(true);
                return keeper;
            });
            thread.scheduleWithFixedDelay(this::roundOrTell, 0, look.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A line that is being written is finished: the pool of connections closes only after this. */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
