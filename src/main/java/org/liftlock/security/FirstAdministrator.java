package org.liftlock.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.liftlock.process.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Creates the first administrator from the environment, once, while there is no account at all. There is no default
 * password: without the variables nobody can log in, and the log says what to set.
 */
@Component
@Profile("!sample")
class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final String HOW = "set LIFTLOCK_ADMIN_USER and LIFTLOCK_ADMIN_PASSWORD_FILE (a file that holds the"
            + " password) or LIFTLOCK_ADMIN_PASSWORD, and start Liftlock again";

    private final Accounts accounts;
    private final String user;
    private final String password;
    private final String passwordFile;

    FirstAdministrator(
            Accounts accounts,
            @Value("${liftlock.admin.user:}") String user,
            @Value("${liftlock.admin.password:}") String password,
            @Value("${liftlock.admin.password-file:}") String passwordFile) {
        this.accounts = accounts;
        this.user = user;
        this.password = password;
        this.passwordFile = passwordFile;
    }

    void create() {
        if (!accounts.areEmpty()) {
            return;
        }
        Optional<String> secret = secret();
        if (user.isBlank() || secret.isEmpty()) {
            LOG.warn("There is no account yet, so nobody can log in. To create the first administrator, {}.", HOW);
            return;
        }
        try {
            accounts.create(user, "", secret.get(), Role.ADMINISTRATORS);
            LOG.info("Created the first administrator \"{}\". Further accounts are made at /camunda/app/admin/.", user);
        } catch (ProcessEngineException refused) {
            if (!accounts.areEmpty()) {
                LOG.info("The first administrator \"{}\" was created by another node at the same moment.", user);
                return;
            }
            // The engine's text names the password rules or the id rule; it never holds the password.
            throw new StartRefused(
                    "The first administrator \"" + user + "\" could not be created: " + refused.getMessage() + ".",
                    "Choose another name or a stronger password: " + HOW + ".",
                    refused);
        }
    }

    private Optional<String> secret() {
        if (passwordFile.isBlank()) {
            return Optional.of(password).filter(text -> !text.isBlank());
        }
        try {
            return Optional.of(Files.readString(Path.of(passwordFile)).strip()).filter(text -> !text.isEmpty());
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "The first administrator's password cannot be read from " + passwordFile
                            + " (LIFTLOCK_ADMIN_PASSWORD_FILE).",
                    "The file must exist and be readable by this process.",
                    unreadable);
        }
    }
}
