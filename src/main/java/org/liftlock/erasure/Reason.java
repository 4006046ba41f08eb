package org.liftlock.erasure;

/** What people give as a reason; it stands in the record for ever. */
final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    static String of(String typed) {
        String reason = typed == null ? "" : typed.strip().replaceAll("\\s+", " ");
        if (reason.isEmpty() || reason.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "Give a reason of 1 to " + LONGEST + " characters. It stays in the record: name no person in it");
        }
        return reason;
    }
}
