package org.liftlock.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;

/** Pages, API and login with the engine on a fresh database, with a stand-in for the desk that starts upgrades. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        classes = WebSlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "liftlock.database.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
            "liftlock.models.deploy=false",
            "camunda.bpm.job-execution.enabled=false",
            "spring.config.import="
        })
@AutoConfigureMockMvc
public @interface WebTest {}
