package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final List<Finding> findings = Sketch.of("stuck", "start -> xor1 -> a -> and2 -> end", "xor1 -> b -> and2")
            .soundness();

    @Test
    void peopleReadTheWayStepByStep() {
        assertThat(Report.TEXT.of(findings))
                .contains("stuck.bpmn, ")
                .contains("no-deadlock: The process can stop for ever at")
                .contains("     1. start  [stuck/start]");
    }

    @Test
    void programsGetTheSameAsJson() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(Report.JSON.of(findings));

        assertThat(json.path("proved").asBoolean()).isFalse();
        assertThat(json.at("/findings/0/rule").asText()).isEqualTo("no-deadlock");
        assertThat(json.at("/findings/0/path/1/element").asText()).isEqualTo("xor1");
    }

    @Test
    void buildServersGetTheWayAsACodeFlow() throws JsonProcessingException {
        JsonNode run = new ObjectMapper().readTree(Report.SARIF.of(findings)).at("/runs/0");

        assertThat(run.at("/tool/driver/name").asText()).isEqualTo("Liftlock");
        assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("no-deadlock");
        assertThat(run.at("/results/0/level").asText()).isEqualTo("error");
        assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("stuck.bpmn");
        assertThat(run.at("/results/0/codeFlows/0/threadFlows/0/locations/0/location/message/text")
                        .asText())
                .isEqualTo("start");
    }
}
