package org.liftlock;

import java.util.Optional;
import org.liftlock.process.IdentityChanges;

/** Listens to changes of accounts and rights, and tells nobody. */
public final class NoIdentityWitness implements IdentityChanges {

    @Override
    public void changed(Optional<String> by, String kind, String sentence) {}

    @Override
    public void loginFailed(String name, boolean known) {}
}
