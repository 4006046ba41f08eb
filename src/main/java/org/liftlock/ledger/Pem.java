package org.liftlock.ledger;

/** Keys as OpenSSL writes them. */
final class Pem {

    private Pem() {}

    /** The base64 between the two lines, in one line. */
    static String body(String pem, String begin, String end) {
        int from = pem.indexOf(begin);
        int until = pem.indexOf(end);
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("There is no \"" + begin + "\" in it");
        }
        return pem.substring(from + begin.length(), until).replaceAll("\\s", "");
    }
}
