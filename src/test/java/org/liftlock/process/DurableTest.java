package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after {@code kill -9}. */
class DurableTest {

    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 200;

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void noAcknowledgedCommitIsLostOnTheEmbeddedDatabase() throws Exception {
        String url = DatabaseSettings.durable("jdbc:h2:file:" + directory.resolve("liftlock"));

        int acknowledged = writeUntilKilled(url);

        try (Connection connection = DriverManager.getConnection(url, "liftlock", "");
                ResultSet found = connection.createStatement().executeQuery("select max(id), count(*) from approval")) {
            found.next();
            assertThat(found.getInt(1)).isGreaterThanOrEqualTo(acknowledged);
            assertThat(found.getInt(2)).isEqualTo(found.getInt(1));
        }
    }

    @Test
    void everyFileUrlIsMadeDurable() {
        assertThat(DatabaseSettings.durable("jdbc:h2:file:/data/liftlock"))
                .isEqualTo("jdbc:h2:file:/data/liftlock;WRITE_DELAY=0");
        assertThat(DatabaseSettings.durable("jdbc:h2:/data/liftlock;MODE=REGULAR"))
                .endsWith(";WRITE_DELAY=0");
        assertThat(DatabaseSettings.durable("jdbc:h2:file:/data/liftlock;write_delay=0"))
                .isEqualTo("jdbc:h2:file:/data/liftlock;write_delay=0");
        assertThat(DatabaseSettings.durable("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x");
    }

    @Test
    void aRelativeDirectoryIsOneBelowTheCurrent() {
        assertThat(DatabaseSettings.fromHere("jdbc:h2:file:data/liftlock")).isEqualTo("jdbc:h2:file:./data/liftlock");
        assertThat(DatabaseSettings.fromHere("jdbc:h2:file:./data/liftlock")).isEqualTo("jdbc:h2:file:./data/liftlock");
        assertThat(DatabaseSettings.fromHere("jdbc:h2:file:/data/liftlock")).isEqualTo("jdbc:h2:file:/data/liftlock");
        assertThat(DatabaseSettings.fromHere("jdbc:h2:file:C:/data/liftlock"))
                .isEqualTo("jdbc:h2:file:C:/data/liftlock");
    }

    private static int writeUntilKilled(String url) throws Exception {
        Process writer = TestJvm.start(Writer.class, url);
        int last = 0;
        try (BufferedReader acknowledgements = writer.inputReader()) {
            while (last < ACKNOWLEDGED_BEFORE_THE_KILL) {
                last = Integer.parseInt(acknowledgements.readLine());
            }
            writer.toHandle().destroyForcibly();
            for (String line = acknowledgements.readLine(); line != null; line = acknowledgements.readLine()) {
                last = line.isEmpty() ? last : Integer.parseInt(line);
            }
        }
        return last;
    }

    /** Commits one row after the other and says so only then. */
    static final class Writer {
        public static void main(String[] url) throws Exception {
            try (Connection connection = DriverManager.getConnection(url[0], "liftlock", "")) {
                connection.createStatement().execute("create table approval (id integer primary key, remark varchar)");
                connection.setAutoCommit(false);
                try (PreparedStatement insert = connection.prepareStatement("insert into approval values (?, ?)")) {
                    for (int id = 1; ; id++) {
                        insert.setInt(1, id);
                        insert.setString(2, "approved by sofie, plan " + id);
                        insert.executeUpdate();
                        connection.commit();
                        TestJvm.say(String.valueOf(id));
                    }
                }
            }
        }
    }
}
