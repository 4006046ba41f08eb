package org.liftlock.inventory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates in files: the first of each file, which is the machine's own; behind it stands who signed it. */
final class Certificates {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final Pattern READING = Pattern.compile("(.*), until (\\d{4}-\\d{2}-\\d{2})");

    private Certificates() {}

    /** @param printed name of a file before each certificate in it */
    static Map<String, String> byFile(String printed) {
        Map<String, String> found = new TreeMap<>();
        String file = "";
        StringBuilder block = new StringBuilder();
        for (String line : printed.lines().toList()) {
            if (line.startsWith("/")) {
                file = line;
                block.setLength(0);
            }
            block.append(line).append('\n');
            if (line.startsWith(END) && !found.containsKey(file) && block.indexOf(BEGIN) >= 0) {
                String name = file;
                read(block.substring(block.indexOf(BEGIN)))
                        .ifPresent(certificate -> found.put(name, said(certificate)));
            }
        }
        return found;
    }

    /** Its last day, out of a reading. */
    static Optional<LocalDate> lastDay(String reading) {
        Matcher parts = READING.matcher(reading);
        return parts.matches() ? Optional.of(LocalDate.parse(parts.group(2))) : Optional.empty();
    }

    private static String said(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        LocalDate until =
                certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
        return Sentences.clip(subject, 300) + ", until " + until;
    }

    private static Optional<X509Certificate> read(String pem) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }
}
