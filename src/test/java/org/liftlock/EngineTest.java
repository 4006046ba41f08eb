package org.liftlock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.liftlock.process.IdentityChanges;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The engine as it is shipped (closed language, closed beans, own tables, adjustable clock) on a fresh database in
 * memory, and nothing else of the application. The job executor is off: a test executes jobs itself, after moving the
 * clock with {@code DomainTime.shiftBy}. No model is deployed; delegates come by {@code @Import}, of themselves or of a
 * {@code @TestConfiguration} that stands in for them. The clock is put back after each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = EngineTest.Engine.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "liftlock.database.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
            "liftlock.clock.adjustable=true",
            "liftlock.models.deploy=false",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.generic-properties.properties.enable-password-policy=false",
            "spring.config.import="
        })
@ExtendWith(PutClockBack.class)
public @interface EngineTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "org.liftlock.process",
            excludeFilters = @ComponentScan.Filter(TestConfiguration.class))
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        CamundaBpmAutoConfiguration.class
    })
    class Engine {

        @Bean
        @ConditionalOnMissingBean
        IdentityChanges nobodyIsTold() {
            return new NoIdentityWitness();
        }
    }
}
