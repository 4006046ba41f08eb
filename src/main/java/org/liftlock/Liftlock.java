package org.liftlock;

import java.util.Map;
import java.util.TimeZone;
import org.liftlock.cli.LiftlockCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server, or runs the command named by the first argument. */
@SpringBootApplication
public class Liftlock {

    public static void main(String[] arguments) {
        if (LiftlockCommand.isMeantBy(arguments)) {
            System.exit(LiftlockCommand.run(arguments));
        }
        // The engine keeps dates without a zone. Where clocks are put back an hour would happen twice, and nodes in two
        // zones would not agree on when a timer is due.
        String here = TimeZone.getDefault().getID();
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // A check may ask a node for the page of another host name; Java's client reads this once, before its first
        // use.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        SpringApplication application = new SpringApplication(Liftlock.class);
        application.setDefaultProperties(Map.of("liftlock.sample.time-zone", here));
        application.run(arguments);
    }
}
