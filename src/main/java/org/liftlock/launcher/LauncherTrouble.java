package org.liftlock.launcher;

/** A launcher could not be asked; nothing is known beyond what was known before, and the question may be repeated. */
public class LauncherTrouble extends RuntimeException {

    public LauncherTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
