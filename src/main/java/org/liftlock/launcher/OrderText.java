package org.liftlock.launcher;

import java.nio.charset.StandardCharsets;
import org.liftlock.security.SecretStore;

/**
 * An order as the launcher reads it from standard input: one word and one value a line, {@code run} after each
 * command, {@code end} at the end, so that a cut order is recognised. Every unusual byte of a value is written
 * {@code \0ooo}; nothing in it can mean anything to a shell.
 */
final class OrderText {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@,+-";

    private final SecretStore secrets;
    private final StringBuilder lines = new StringBuilder();

    private OrderText(SecretStore secrets) {
        this.secrets = secrets;
    }

    /** @throws org.liftlock.security.MissingSecret when a value refers to a secret nobody provided */
    static byte[] of(RunOrder order, SecretStore secrets) {
        OrderText text = new OrderText(secrets);
        order.commands().forEach(text::add);
        return text.lines.append("end\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void add(Command command) {
        line(
                "within",
                Long.toString(Math.max(1, command.within().plusMillis(999).toSeconds())));
        lines.append("success");
        command.success().stream().sorted().forEach(code -> lines.append(' ').append(code));
        lines.append('\n');
        command.as().ifPresent(user -> line("as", user));
        command.directory().ifPresent(directory -> line("directory", directory));
        command.environment().forEach((name, value) -> line("env " + name, secrets.reveal(value)));
        command.stdin().ifPresent(input -> line("stdin", secrets.reveal(input)));
        command.arguments().forEach(argument -> line("arg", argument));
        lines.append("run\n");
    }

    private void line(String word, String value) {
        lines.append(word).append(' ');
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(octet) >= 0) {
                lines.append((char) octet);
            } else {
                lines.append(String.format("\\0%03o", octet & 0xFF));
            }
        }
        lines.append('\n');
    }
}
