package org.liftlock;

import org.liftlock.process.ModelGate;
import org.liftlock.proof.ProofGate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Lets no model be deployed that is not proved: the one place where the proof, which knows no Spring, meets the server. */
@Configuration(proxyBeanMethods = false)
class ProvenModels {

    /** Asked last: what cannot even be read is told first. */
    @Bean
    @Order(30)
    ModelGate proofGate() {
        return new ProofGate();
    }
}
