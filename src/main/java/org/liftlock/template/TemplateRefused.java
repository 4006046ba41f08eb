package org.liftlock.template;

/** A request does not fit the template it names; the message says what does not, and what to do. */
public final class TemplateRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TemplateRefused(String misfit) {
        super("R28: " + misfit + ". Leave the template out, and people approve the request instead");
    }
}
