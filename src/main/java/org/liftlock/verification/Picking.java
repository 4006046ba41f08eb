package org.liftlock.verification;

import java.util.regex.Matcher;

/** The part of a value that {@code match} picks. */
final class Picking {

    private Picking() {}

    /** The first group, or all that is matched; the whole value when the description has no {@code match}. */
    static String part(Check check, String value) {
        if (!check.settings().has("match")) {
            return value.strip();
        }
        Matcher matcher = check.settings().pattern("match").orElseThrow().matcher(value.strip());
        if (!matcher.find()) {
            throw new CannotCheck(Texts.quote(value) + ", which does not match " + matcher.pattern());
        }
        String part = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        return part == null ? "" : part.strip();
    }
}
