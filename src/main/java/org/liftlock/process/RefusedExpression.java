package org.liftlock.process;

import org.camunda.bpm.engine.BadUserRequestException;

/** An expression that the closed language does not know; whoever sent it is told why. */
public final class RefusedExpression extends BadUserRequestException {

    private static final long serialVersionUID = 1;

    RefusedExpression(String text, String why) {
        super("The expression " + text + " is refused: " + why);
    }
}
