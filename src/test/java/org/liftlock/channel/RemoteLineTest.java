package org.liftlock.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RemoteLineTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Half of them of the characters that mean something to a shell. */
    @Provide
    Arbitrary<List<List<String>>> lines() {
        Arbitrary<Character> special = Arbitraries.of(" '\"\\$`!*?[]{}()<>|&;~#=%^\n\t\r-"
                .chars()
                .mapToObj(letter -> (char) letter)
                .toList());
        Arbitrary<Character> any = Arbitraries.chars().range('\u0001', '\uD7FF');
        Arbitrary<String> word = Arbitraries.oneOf(special, any)
                .list()
                .ofMaxSize(12)
                .map(letters -> letters.stream().map(String::valueOf).collect(Collectors.joining()));
        return word.list().ofMinSize(1).ofMaxSize(5).list().ofSize(20);
    }

    /** Each try asks a shell about twenty lines, since a process costs more than a line. */
    @Property(tries = 15)
    void everyWordArrivesByteForByteInEachShell(@ForAll("lines") List<List<String>> lines) throws Exception {
        String script = lines.stream()
                .map(words -> "printf '%s\\0' "
                        + words.stream().map(RemoteLine::quoted).collect(Collectors.joining(" ")) + "; printf '\\1\\0'")
                .collect(Collectors.joining("\n"));
        String expected =
                lines.stream().map(words -> String.join("\0", words) + "\0\1\0").collect(Collectors.joining());

        for (List<String> shell : shells()) {
            List<String> command = new ArrayList<>(shell);
            command.addAll(List.of("-c", script));
            assertThat(run(command, new byte[0])).as(shell.toString()).isEqualTo(expected);
        }
    }

    @Test
    void variablesInputAndDirectoryReachTheProgramAndStandInNoArgument() throws Exception {
        Call call = new Call(
                List.of("sh", "-c", "pwd; printf '%s|' \"$DB\" \"$NOTE\" \"$EMPTY\"; cat"),
                "input 'with' $signs\n\n".getBytes(StandardCharsets.UTF_8),
                Map.of("DB", "corr3ct-horse", "NOTE", "a=b c\n$NOTE 'x' größer\\n\n", "EMPTY", ""),
                Optional.empty(),
                Optional.of("/"),
                SOON);
        String line = RemoteLine.of(call, "liftlock");

        assertThat(line).doesNotContain("corr3ct-horse");
        for (List<String> shell : shells()) {
            List<String> command = new ArrayList<>(shell);
            command.addAll(List.of("-c", line));
            assertThat(run(command, RemoteLine.input(call)))
                    .as(shell.toString())
                    .isEqualTo("/\ncorr3ct-horse|a=b c\n$NOTE 'x' größer\\n\n||input 'with' $signs\n\n");
        }
    }

    @Test
    void anotherUserIsAskedOfSudoWhichMustNotAskBack() {
        Call call = new Call(
                List.of("pg_dump"),
                new byte[0],
                Map.of("PGPORT", "5433"),
                Optional.of("postgres"),
                Optional.empty(),
                SOON);

        assertThat(RemoteLine.of(call, "liftlock"))
                .endsWith("'sudo' '-n' '-u' 'postgres' '--preserve-env=PGPORT' '--' 'pg_dump'");
        assertThat(RemoteLine.of(call, "postgres")).endsWith("'' 'pg_dump'");
    }

    private static List<List<String>> shells() {
        List<List<String>> shells = new ArrayList<>();
        TestSshd.program("dash").ifPresent(dash -> shells.add(List.of(dash.toString())));
        TestSshd.program("busybox").ifPresent(busybox -> shells.add(List.of(busybox.toString(), "sh")));
        assertThat(shells).isNotEmpty();
        return shells;
    }

    private static String run(List<String> command, byte[] input) throws Exception {
        return new Program(command, Path.of("/"), Map.of()).run(input, SOON).outputText();
    }
}
