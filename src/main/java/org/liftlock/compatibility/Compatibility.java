package org.liftlock.compatibility;

/** Whether two things fit together. What is not known is a result of its own and asks for a pilot (R10). */
public sealed interface Compatibility {

    String sentence();

    record Compatible(String sentence) implements Compatibility {}

    /** @param remedy what to do about it */
    record Incompatible(String sentence, String remedy) implements Compatibility {}

    /** @param remedy how it could be found out */
    record Unknown(String sentence, String remedy) implements Compatibility {}
}
