package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.naming.Digest;

/**
 * Takes secrets out of configuration and leaves digests in their place, so that a change is still seen. Rather hides too
 * much: whatever stands behind a word such as "password" in its line, everything indented below it, whole blocks of keys,
 * and the credentials inside an address.
 */
final class SecretLines {

    private static final Pattern SECRET_WORD =
            Pattern.compile("(?i)passw(or)?d|passphrase|requirepass|masterauth|\\bpwd|"
                    + "\\bpass\\b|secret|token|credential|api[-_. ]?key|private[-_. ]?key|access[-_. ]?key|auth[-_. ]?key|"
                    + "encryption[-_. ]?key|signing[-_. ]?key|authorization|\\bbearer\\b|\\bsalt\\b");
    private static final Pattern BEHIND = Pattern.compile("[\\w.-]*[\"']?\\]?\\s*[:=>]?\\s*(?=\\S)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^\\s/:@]*:)([^\\s@]+)(?=@)");
    private static final Pattern KEY_BLOCK_BEGINS = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY");
    private static final Pattern KEY_BLOCK_ENDS = Pattern.compile("-----END [A-Z0-9 ]*PRIVATE KEY");

    private final String salt;

    /** @param salt keeps digests from being looked up in a table made beforehand; the same at every look at one target */
    SecretLines(String salt) {
        this.salt = salt;
    }

    String hidden(String text) {
        List<String> lines = new ArrayList<>();
        boolean inKeyBlock = false;
        int secretIndent = -1;
        for (String line : text.lines().toList()) {
            int indent = line.length() - line.stripLeading().length();
            boolean belowSecret = secretIndent >= 0
                    && (line.isBlank() || indent > secretIndent || isItem(line, indent, secretIndent));
            if (!belowSecret) {
                secretIndent = -1;
            }
            if (KEY_BLOCK_BEGINS.matcher(line).find()) {
                inKeyBlock = true;
            }
            if (inKeyBlock || belowSecret) {
                lines.add(line.isBlank() ? "" : " ".repeat(indent) + digest(line));
            } else {
                lines.add(hiddenInLine(line));
                secretIndent = opensSecret(line) ? indent : -1;
            }
            if (KEY_BLOCK_ENDS.matcher(line).find()) {
                inKeyBlock = false;
            }
        }
        return String.join("\n", lines);
    }

    private String hiddenInLine(String line) {
        Matcher word = SECRET_WORD.matcher(line);
        if (word.find()) {
            if (line.contains("<")) {
                // An attribute with the value may stand in front of the one with the name.
                return digest(line);
            }
            Matcher behind = BEHIND.matcher(line).region(word.end(), line.length());
            if (behind.lookingAt()) {
                return line.substring(0, behind.end()) + digest(line.substring(behind.end()));
            }
            return line;
        }
        return IN_ADDRESS
                .matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + digest(found.group(2))));
    }

    /** {@code password:} or {@code token: |} with its value on the lines below. */
    private static boolean opensSecret(String line) {
        return SECRET_WORD.matcher(line).find() && line.strip().matches(".*[:=]\\s*[|>]?[+-]?\\\\?");
    }

    /** YAML allows the items of a list at the indentation of its name. */
    private static boolean isItem(String line, int indent, int secretIndent) {
        return indent == secretIndent && line.strip().startsWith("- ");
    }

    private String digest(String secret) {
        return "(hidden " + Digest.of(salt + "\n" + secret.strip()).brief() + ")";
    }
}
