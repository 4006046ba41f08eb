package org.liftlock.security;

import java.util.Optional;
import org.liftlock.process.IdentityChanges;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** Writes into the record what the engine tells of accounts, groups and rights. */
@Component
class TellIdentityChanges implements IdentityChanges {

    static final String RULE = "R49";
    static final String LIFTLOCK = "system";

    private final Journal journal;
    private final FailedLogins failedLogins;

    TellIdentityChanges(Journal journal, FailedLogins failedLogins) {
        this.journal = journal;
        this.failedLogins = failedLogins;
    }

    @Override
    public void changed(Optional<String> by, String kind, String sentence) {
        BeforeCommit.run(() -> journal.tell(
                Optional.empty(), by.orElse(LIFTLOCK), kind, Optional.of(RULE), sentence, Optional.empty()));
    }

    @Override
    public void loginFailed(String name, boolean known) {
        failedLogins.failed(name, known, SourceAddress.ofThisRequest());
    }
}
