package org.liftlock.web;

import org.liftlock.intervention.Interventions;
import org.mockito.Mockito;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes what people say of an upgrade, and does nothing. */
@Configuration(proxyBeanMethods = false)
class SilentInterventions {

    @Bean
    Interventions interventions() {
        return Mockito.mock(Interventions.class);
    }
}
