package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.liftlock.process.TestJvm;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes as two processes, since within one the engine tells every node of every new task. */
class StepsOfOtherNodesIT {

    @Test
    void aNodeStartsWhatAnotherOneCommittedWithoutLookingForIt() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            // given: this node looks by itself once an hour, the other one does no steps
            String url = postgres.getJdbcUrl("postgres", "postgres");
            try (ConfigurableApplicationContext node =
                    SmallNode.start(url, "--liftlock.worker.look=PT1H", "--liftlock.node.name=working")) {
                Proofs.upgradeWithProvenUnit(node.getBean(JdbcClient.class), SmallNode.KEY, SmallNode.KEY + ".u1");
                Process other = TestJvm.start(SmallNode.class, url);
                try (BufferedReader said = other.inputReader();
                        PrintStream told = new PrintStream(other.getOutputStream(), true)) {
                    assertThat(said.readLine()).isEqualTo("ready");

                    // when
                    told.println("start");

                    // then
                    assertThat(node.getBean(SmallNode.NoteStart.class).started.poll(20, TimeUnit.SECONDS))
                            .isNotNull();
                } finally {
                    other.destroyForcibly();
                }
            }
        }
    }
}
