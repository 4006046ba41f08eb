package org.liftlock.template;

import java.util.Optional;

/** What pre-approved standard changes approve (R28). */
public interface ApprovedTemplates {

    /**
     * Lets an upgrade just asked for follow the template its request names, and pins the template's revision to it.
     *
     * @return whether it follows one; no template is named otherwise
     * @throws TemplateRefused naming what does not fit; nothing was written
     */
    boolean follow(String upgradeKey);

    /** Why the template that an upgrade follows no longer approves it; empty while it does, and when it follows none. */
    Optional<String> withdrawn(String upgradeKey);
}
