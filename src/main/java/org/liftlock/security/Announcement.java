package org.liftlock.security;

import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The one line that tells where Liftlock is to be found and, in the sample, with which accounts. */
@Component
class Announcement {

    private static final Logger LOG = LoggerFactory.getLogger("org.liftlock.Liftlock");

    private final ObjectProvider<SampleAccounts> sample;

    Announcement(ObjectProvider<SampleAccounts> sample) {
        this.sample = sample;
    }

    @EventListener
    void tell(ApplicationReadyEvent started) {
        if (started.getApplicationContext() instanceof ServletWebServerApplicationContext context
                && context.getWebServer() != null) {
            String address = "http://localhost:" + context.getWebServer().getPort() + "/";
            LOG.info("Liftlock is ready at {}{}", address, accounts());
        }
    }

    private String accounts() {
        SampleAccounts accounts = sample.getIfAvailable();
        return accounts == null
                ? ""
                : accounts.all().stream()
                        .map(account ->
                                account.id() + " (" + account.role().title().toLowerCase() + ")")
                        .collect(Collectors.joining(
                                ", ", "   sample accounts, password \"" + SampleAccounts.PASSWORD + "\": ", ""));
    }
}
