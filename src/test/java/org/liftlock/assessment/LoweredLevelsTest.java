package org.liftlock.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.process.ModelGate.Model;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
@Import(LoweredLevels.class)
class LoweredLevelsTest {

    private static final Path TABLE = Path.of("processes/control-level.dmn");

    @Autowired
    LoweredLevels levels;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @BeforeEach
    void upgradesOfTheOrderService() {
        if (jdbc.sql("select count(*) from upgrade").query(Long.class).single() == 0) {
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            "past.bpmn",
                            Bpmn.createExecutableProcess("past")
                                    .startEvent()
                                    .userTask("plan")
                                    .camundaCandidateGroups("engineers")
                                    .endEvent()
                                    .done())
                    .deploy();
            past("UPG-2026-0001", "HIGH", Map.of("criticality", "HIGH", "approvalsNeeded", 2, "rehearsalNeeded", true));
            past("UPG-2026-0002", "NORMAL", Map.of("approvalsNeeded", 1, "rehearsalNeeded", true));
        }
    }

    @Test
    void theTableAsItIsLowersNothing() throws IOException {
        assertThat(levels.by(new Model("control-level.dmn", Files.readString(TABLE))))
                .isEmpty();
    }

    @Test
    void aRuleThatAsksLessListsThePastUpgradesItWouldHaveFitted() throws IOException {
        assertThat(levels.by(changed("critical-system-level", "\"HIGH\"", "\"LOW\"")))
                .singleElement()
                .isEqualTo(new LoweredLevels.Lowered(
                        "UPG-2026-0001",
                        "order-service",
                        "high, 2 approvals, rehearsal",
                        "low, 2 approvals, rehearsal"));
    }

    @Test
    void oneApprovalLessIsLessTooAtTheSameLevel() throws IOException {
        assertThat(levels.by(changed("ordinary-change-approvalsNeeded", ">1<", ">0<")))
                .extracting(LoweredLevels.Lowered::upgrade)
                .containsExactly("UPG-2026-0002");
    }

    @Test
    void aTableWithoutARuleThatFitsIsToldOf() throws IOException {
        String table = Files.readString(TABLE);
        String without = table.replaceAll("(?s)<rule id=\"(critical-system|anything-else)\".*?</rule>", "")
                .replaceAll("(?s)<rule id=\"ordinary-change\".*?</rule>", "");

        assertThat(levels.by(new Model("control-level.dmn", without)))
                .extracting(LoweredLevels.Lowered::would)
                .contains("no rule fits: it could not have gone on");
    }

    @Test
    void codeInAProposedTableIsNotRunByAskingIt() throws IOException {
        String property = "liftlock.test.a-table-ran-code";
        Model table = changed(
                "<inputExpression id=\"input-reasonCategory-expression\" typeRef=\"string\">",
                "(?s)typeRef=\"string\">\\s*<text>reasonCategory</text>",
                "expressionLanguage=\"juel\"><text>\\${''.getClass().forName('java.lang.System')"
                        + ".getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, '" + property
                        + "', 'yes')}</text>");

        assertThatThrownBy(() -> levels.by(table)).isInstanceOf(RuntimeException.class);
        assertThat(System.getProperty(property)).isNull();
    }

    private static Model changed(String cell, String from, String to) throws IOException {
        String table = Files.readString(TABLE);
        int at = table.indexOf(cell);
        return new Model(
                "control-level.dmn",
                table.substring(0, at) + table.substring(at).replaceFirst(from, to));
    }

    private void past(String key, String level, Map<String, Object> known) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "reasonCategory",
                "FEATURE",
                "emergency",
                false,
                "criticality",
                "NORMAL",
                "reversibility",
                "UNTIL_FIRST_WRITE",
                "preApproved",
                false,
                "controlLevel",
                level));
        facts.putAll(known);
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey("past", key, facts)
                .getId();
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at,
                            control_level, stage, engine_instance)
                        values (?, 'order-service', 'production', '1.0', '2.0', 'replace', 'FEATURE', 'Records', '{}',
                            '[]', ?, 'erik', ?, ?, 'CLOSED', ?)
                        """)
                .params(key, "0".repeat(64), Timestamp.from(clock.instant()), level, instance)
                .update();
    }
}
