package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Command;

class RunOrdersTest {

    @Test
    void theJournalHoldsTheNamesOfSecretsAndReadsThemBackAsSuch() {
        var orders = new RunOrders(new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule()));
        Command dump = new Command(
                List.of("pg_dump", "orders"),
                Optional.of("secret:orders-key"),
                Map.of("PGPASSWORD", "secret:orders-db"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0));

        String text = orders.write(List.of(dump));

        assertThat(text).contains("\"secret:orders-db\"", "\"secret:orders-key\"");
        assertThat(orders.read(text)).containsExactly(dump);
    }
}
