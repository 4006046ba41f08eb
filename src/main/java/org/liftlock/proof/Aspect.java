package org.liftlock.proof;

/** What a model is proved for. */
public enum Aspect {
    /** It can always finish, and does so properly. */
    SOUNDNESS,
    /** It hurts nobody. */
    SAFETY,
    /** It is drawn as the engine and people need it. */
    HYGIENE
}
