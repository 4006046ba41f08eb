package org.liftlock.verification;

import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** A JDBC address from a description, made safe to open from inside this process. */
final class SqlAddress {

    // Parameters by which an address makes the driver run code, load classes or files of ours.
    private static final List<String> REFUSED = List.of(
            "init=",
            "socketfactory",
            "sslfactory",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "authenticationpluginclassname",
            "loggerfile",
            "trace_level",
            "database_event_listener",
            "javaobjectserializer",
            "java_object_serializer");

    private final String url;

    SqlAddress(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        boolean h2 = lower.startsWith("jdbc:h2:");
        if (!h2 && !lower.startsWith("jdbc:postgresql:")) {
            throw new CannotCheck("the address " + Texts.quote(written)
                    + " is of no known database; it starts with jdbc:postgresql: or jdbc:h2:");
        }
        REFUSED.stream().filter(lower::contains).findFirst().ifPresent(parameter -> {
            throw new CannotCheck("the address of the database may not set " + parameter.replace("=", ""));
        });
        // A check never creates the database it asks.
        url = h2 && !lower.contains("ifexists=") && !lower.startsWith("jdbc:h2:mem:")
                ? written + ";IFEXISTS=TRUE"
                : written;
    }

    String url() {
        return url;
    }

    Properties properties(long limitSeconds) {
        Properties properties = new Properties();
        if (url.startsWith("jdbc:postgresql:")) {
            properties.setProperty("connectTimeout", String.valueOf(limitSeconds));
            properties.setProperty("loginTimeout", String.valueOf(limitSeconds));
            properties.setProperty("socketTimeout", String.valueOf(limitSeconds));
            properties.setProperty("ApplicationName", "liftlock");
        }
        return properties;
    }
}
