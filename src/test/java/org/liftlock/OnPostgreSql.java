package org.liftlock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of the class it extends a second time, on a PostgreSQL database of their own. Its context ends with the
 * class: at the end of all tests the server ends together with the contexts, and one that still has something to say to its
 * database waits for it in vain.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DirtiesContext
@ContextConfiguration(initializers = OnPostgreSql.OwnDatabase.class)
public @interface OnPostgreSql {

    class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try (Connection connection = TestDatabases.POSTGRESQL.empty().getConnection()) {
                Map<String, Object> settings = Map.of(
                        "liftlock.database.url", connection.getMetaData().getURL(),
                        "liftlock.database.username", "postgres",
                        "liftlock.database.password", "postgres");
                context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("PostgreSQL", settings));
            } catch (SQLException refused) {
                throw new IllegalStateException("The test PostgreSQL cannot be asked for its address", refused);
            }
        }
    }
}
