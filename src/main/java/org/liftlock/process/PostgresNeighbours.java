package org.liftlock.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Calls over PostgreSQL's NOTIFY. Listening needs a connection that stays: one for each node, beside the pool. A call is
 * a transaction of its own, never part of one that writes: at its commit NOTIFY takes a lock that all such transactions
 * of the server share, and one that writes would hold it until its data is on disk.
 */
final class PostgresNeighbours implements Neighbours {

    /** Opens a connection for this class alone. */
    interface Line {
        Connection open() throws SQLException;
    }

    private static final Logger log = LoggerFactory.getLogger(PostgresNeighbours.class);
    private static final String CHANNEL = "liftlock_new_task";
    /** After so much silence it is asked whether the line still stands: a dropped one tells nothing of itself. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int ANSWER_WITHIN_SECONDS = 5;
    private static final Duration AFTER_CUT = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Line line;
    private final String self = UUID.randomUUID().toString();
    private volatile Thread thread;
    private volatile Connection listening;
    private boolean cutTold;

    PostgresNeighbours(JdbcClient jdbc, Line line) {
        this.jdbc = jdbc;
        this.line = line;
    }

    @Override
    public void call() {
        jdbc.sql("select pg_notify(:channel, :self)")
                .param("channel", CHANNEL)
                .param("self", self)
                .query((row, number) -> number)
                .single();
    }

    @Override
    public void listen(Runnable heard) {
        thread = Threads.daemons("liftlock-neighbours").newThread(() -> listenUntilStopped(heard));
        thread.start();
    }

    private void listenUntilStopped(Runnable heard) {
        while (isWanted()) {
            try (Connection connection = line.open()) {
                listening = connection;
                listenOn(connection, heard);
            } catch (SQLException cut) {
                if (isWanted() && !cutTold) {
                    log.warn(
                            "Other nodes cannot wake this one ({}); until the database answers again, new steps of"
                                    + " theirs start at the next regular look",
                            cut.getMessage());
                    cutTold = true;
                }
                pause();
            }
        }
    }

    private void listenOn(Connection connection, Runnable heard) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        if (cutTold) {
            log.info("Other nodes can wake this one again");
            cutTold = false;
        }
        heard.run();
        PGConnection calls = connection.unwrap(PGConnection.class);
        while (isWanted()) {
            PGNotification[] heardNow = calls.getNotifications((int) SILENCE.toMillis());
            if (heardNow == null || heardNow.length == 0) {
                if (isWanted() && !connection.isValid(ANSWER_WITHIN_SECONDS)) {
                    throw new SQLException("no answer within " + ANSWER_WITHIN_SECONDS + " s");
                }
            } else if (Stream.of(heardNow).anyMatch(call -> !call.getParameter().equals(self))) {
                heard.run();
            }
        }
    }

    private boolean isWanted() {
        return thread == Thread.currentThread();
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_CUT.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        try {
            if (stopped != null) {
                stopped.interrupt();
            }
            if (listening != null) {
                listening.abort(Runnable::run);
            }
        } catch (SQLException closed) {
            // It was to end anyway.
        }
    }
}
