package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;

class HowFarItCameTest {

    private static final String COMMANDS = """
            [{"arguments": ["stop"], "environment": {}, "within": 60, "success": [0]},
             {"arguments": ["pg_upgradecluster", "15"], "environment": {}, "within": 60, "success": [0]},
             {"arguments": ["vacuumdb", "--all"], "environment": {}, "within": 60, "success": [0]}]
            """;

    private final Rooms rooms = Rooms.cleared();
    private final HowFarItCame howFar = new HowFarItCame(rooms.jdbc);

    @BeforeEach
    void aStep() {
        String key = rooms.request();
        rooms.jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, started_at, later)
                        values ('s', ?, 'apply-upgrade', 'apply-upgrade', 'p', 't', 1, 'OPEN', current_timestamp,
                            '[{"target": {"host": "web3", "instance": "main"}, "turn": 1}]')
                        """).param(key).update();
    }

    @Test
    void whoRepairsByHandIsToldWhatRanWhatFailedAndWhatIsLeft() {
        // given
        effect("web1", "FAILED", 1);
        effect("web2", "SUCCEEDED", null);

        // then
        assertThat(howFar.of("s"))
                .containsExactly(
                        "web1/main: ran \"stop\"; failed at \"pg\\_upgradecluster 15\"; left: \"vacuumdb --all\"",
                        "web2/main: all of it ran",
                        "Not begun: web3/main");
    }

    @Test
    void aFailureAtTheFirstOrTheLastCommandIsToldAsSuch() {
        // given
        effect("web1", "FAILED", 0);
        effect("web2", "FAILED", 2);

        // then
        List<String> told = howFar.of("s");
        assertThat(told.get(0)).startsWith("web1/main: nothing had run before it; failed at \"stop\"");
        assertThat(told.get(1)).endsWith("failed at \"vacuumdb --all\"; nothing is left");
    }

    @Test
    void ofAnUnknownOutcomeNothingIsClaimed() {
        // given
        effect("web1", "UNKNOWN", null);

        // then
        assertThat(howFar.of("s")).containsExactly("Not begun: web3/main");
    }

    private void effect(String host, String outcome, Integer failedAt) {
        String target = host + "/main";
        rooms.jdbc
                .sql("insert into target (target, highest_token) values (?, 1)")
                .param(target)
                .update();
        rooms.jdbc
                .sql("""
                        insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, planned_at, started_at, settled_at, failed_at)
                        select ?, 's', upgrade_key, ?, 'QUIESCE', ?, ?, 'd', 1, 1, 'SETTLED', ?, current_timestamp,
                            current_timestamp, current_timestamp, cast(? as int) from step
                        """)
                .params(Arrays.asList(host, target, "run-" + host, COMMANDS, outcome, failedAt))
                .update();
    }
}
