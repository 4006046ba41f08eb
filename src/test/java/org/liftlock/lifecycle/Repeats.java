package org.liftlock.lifecycle;

/** Lets a test wait for no clock: what is told again every second is told again now. */
public final class Repeats {

    private Repeats() {}

    public static void cancellations(Wake wake) {
        wake.repeatCancellations();
    }
}
