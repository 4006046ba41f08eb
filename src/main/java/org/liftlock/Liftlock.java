package org.liftlock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication
public class Liftlock {

    public static void main(String[] arguments) {
        SpringApplication.run(Liftlock.class, arguments);
    }
}
