package org.liftlock.security;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What secrets are used for, said by whoever begins a piece of work. It goes with the thread; who hands work on to another
 * thread hands this on, too.
 *
 * @param upgrade key of the upgrade the work belongs to
 * @param actor person, or part of the product, that does it
 * @param what the step, effect, connection or message, in words
 */
public record SecretUse(Optional<String> upgrade, String actor, String what) {

    private static final ThreadLocal<SecretUse> CURRENT = new ThreadLocal<>();
    private static final SecretUse UNSAID = new SecretUse(Optional.empty(), "system", "unnamed work");

    public static SecretUse of(String actor, String what) {
        return new SecretUse(Optional.empty(), actor, what);
    }

    public static SecretUse ofUpgrade(String upgradeKey, String actor, String what) {
        return new SecretUse(Optional.of(upgradeKey), actor, what);
    }

    /** What the work at hand was said to be; never empty, since a use that nobody announced is told as well. */
    public static SecretUse current() {
        SecretUse said = CURRENT.get();
        return said == null ? UNSAID : said;
    }

    /** Does the work as this one. */
    public <T> T during(Supplier<T> work) {
        SecretUse before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Work for another thread, as what it is part of here. */
    public static <T> Callable<T> handedOn(Callable<T> work) {
        SecretUse said = CURRENT.get();
        return () -> {
            SecretUse before = CURRENT.get();
            CURRENT.set(said);
            try {
                return work.call();
            } finally {
                CURRENT.set(before);
            }
        };
    }

    /** Does it as this one, unless it is part of something that was said already. */
    public <T> T unlessSaid(Supplier<T> work) {
        return CURRENT.get() == null ? during(work) : work.get();
    }
}
