package org.liftlock.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.process.ModelGate;
import org.liftlock.process.ModelRefused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@EngineTest
@Import(ProofGateTest.Gate.class)
class ProofGateTest {

    @Autowired
    RepositoryService repository;

    @TestConfiguration
    static class Gate {

        @Bean
        ModelGate proofGate() {
            return new ProofGate();
        }
    }

    @Test
    void aModelThatIsNotProvedIsRefusedWithTheWayInWhichItGoesWrong() {
        Sketch stuck = Sketch.of("stuck", "start -> xor1 -> a -> and2 -> end", "xor1 -> b -> and2");

        assertThatThrownBy(() -> deploy(stuck))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(
                        "stuck.bpmn, element and2: no-deadlock: The process can stop for ever at \"and2\"")
                .hasMessageContaining("It can happen so: start → xor1 → a.");
        assertThat(repository.createDeploymentQuery().count()).isZero();
    }

    @Test
    void aModelThatIsProvedIsDeployed() {
        Sketch sound = Sketch.of("sound")
                .with("<userTask id=\"a\" camunda:candidateGroups=\"engineers\"/>")
                .drawn("a")
                .ways("start -> a -> end");

        deploy(sound);

        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("sound")
                        .count())
                .isEqualTo(1);
        repository.createDeploymentQuery().list().forEach(made -> repository.deleteDeployment(made.getId()));
    }

    private void deploy(Sketch sketch) {
        repository
                .createDeployment()
                .addString(sketch.model().resource(), sketch.model().content())
                .deploy();
    }
}
