package org.liftlock.process;

import java.util.Optional;

/**
 * Told by the engine of every change of accounts, groups, memberships and rights, within the transaction of the change and
 * whichever way it comes in: our own code, Admin, REST or the engine's Java interface. What throws here undoes the change.
 */
public interface IdentityChanges {

    /**
     * @param by who is logged in; empty for Liftlock itself
     * @param kind short stable word: "user-created", "right-changed"
     * @param sentence what changed, with ids and never with a password, a name or a mail address of a person
     */
    void changed(Optional<String> by, String kind, String sentence);

    /**
     * Name and password did not fit, or the account is locked.
     *
     * @param name as it was typed; a password by mistake, perhaps
     * @param known whether there is an account of that name
     */
    void loginFailed(String name, boolean known);
}
