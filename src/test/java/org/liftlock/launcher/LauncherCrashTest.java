package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.liftlock.launcher.LauncherBench.SOON;
import static org.liftlock.launcher.LauncherBench.key;
import static org.liftlock.launcher.LauncherBench.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run of two commands, cut at each call of a tool in turn, from the first that a launch makes to the last of the
 * runner: between two of them lies every step on disk. Whatever is told afterwards must not be a wrong certainty.
 */
class LauncherCrashTest {

    /** The tool's call number N is the moment; "machine" ends all processes and changes the boot id. */
    private static final String FAULTY_TOOL = """
            #!%s
            fault=$LIFTLOCK_FAULT call=1
            set -C
            # Without the folder the test is over.
            until true >"$fault/call.$call" || [ ! -d "$fault" ]; do call=$((call + 1)); done 2>/dev/null
            set +C
            number=''
            [ ! -e "$fault/moment" ] || read -r number kind <"$fault/moment"
            if [ "$call" = "$number" ]; then
                if [ "$kind" = machine ]; then
                    for look in 1 2 3; do
                        for environ in $(%2$s -lF "LIFTLOCK_FAULT=$fault" /proc/[0-9]*/environ); do
                            pid=${environ#/proc/} && pid=${pid%%/environ}
                            [ "$pid" = $$ ] || kill -s KILL "$pid"
                        done
                    done 2>/dev/null
                    echo second-boot >"$fault/../boot_id"
                else
                    kill -s KILL $PPID
                fi
                echo "${0##*/} $*" >"$fault/hit"
                kill -s KILL $$
            fi
            exec %3$s/"${0##*/}" "$@"
            """;

    @TempDir
    Path place;

    static Stream<Arguments> shellsAndFaults() {
        return Shell.installed()
                .flatMap(shell -> Stream.of("machine", "caller of the tool").map(kind -> Arguments.of(shell, kind)));
    }

    @ParameterizedTest(name = "{0}: the {1} dies")
    @MethodSource("shellsAndFaults")
    void noCrashBetweenTwoStepsLeadsToAWrongCertainty(Shell shell, String dies) throws Exception {
        Shell faulty = new Shell(shell.name(), faultyTools(shell), false);
        ExecutorService hands = Executors.newFixedThreadPool(4);
        List<Future<String>> stories = new ArrayList<>();
        // One shell takes the odd moments, the other the even ones: there are many, and they pass the same steps.
        for (int number = shell.name().equals("dash") ? 1 : 2; number <= 48; number += 2) {
            int moment = number;
            stories.add(hands.submit(() -> story(shell, faulty, moment, dies)));
        }
        hands.shutdown();

        List<String> told = new ArrayList<>();
        for (Future<String> story : stories) {
            told.add(story.get());
        }
        // The moments reach from before the first step until after the last.
        assertThat(told).contains("NeverStarted", "Unknown", "Succeeded");
        assertThat(told.get(0)).isEqualTo("NeverStarted");
    }

    private String story(Shell shell, Shell faulty, int number, String dies) throws Exception {
        Path here = Files.createDirectories(place.resolve("moment-" + number));
        Path fault = Files.createDirectories(here.resolve("fault"));
        Files.writeString(fault.resolve("moment"), number + " " + dies.split(" ")[0] + "\n");
        var unlucky = new LauncherBench(faulty, here).with(Map.of("LIFTLOCK_FAULT", fault.toString()));
        RunOrder order = order("apply-1", 1, unlucky.script("echo first >>\"$1\"", "applied"), unlucky.apply());

        LaunchReply reply = unlucky.launcher.launch(order);
        await().atMost(SOON)
                .until(() -> Files.exists(fault.resolve("hit"))
                        || Files.exists(unlucky.run("apply-1").resolve("outcome")));
        try (var bench = unlucky.under(shell)) {
            RunState state = bench.ended("apply-1");
            String where = "moment " + number + " (" + read(fault.resolve("hit")) + "), reply " + reply;

            if (!(state instanceof RunState.NeverStarted)) {
                assertThat(reply).as(where).isNotInstanceOf(LaunchReply.NotReached.class);
            }
            if (state instanceof RunState.Succeeded) {
                assertThat(bench.text("applied")).as(where).isEqualTo("first\napplied\n");
            } else if (state instanceof RunState.NeverStarted) {
                assertThat(bench.text("applied")).as(where).isEmpty();
                assertThat(reply).as(where).isNotInstanceOf(LaunchReply.Started.class);
                assertThat(bench.launcher.launch(
                                order("apply-1", 2, order.commands().toArray(Command[]::new))))
                        .as(where)
                        .isInstanceOf(LaunchReply.Started.class);
                assertThat(bench.ended("apply-1")).as(where).isEqualTo(new RunState.Succeeded());
                assertThat(bench.text("applied")).as(where).isEqualTo("first\napplied\n");
            } else if (state instanceof RunState.Failed failed) {
                // The command's own process was the one that was killed.
                assertThat(failed.exitCode()).as(where).isEqualTo(137);
                assertThat(bench.text("applied").lines()).as(where).hasSize(failed.index());
            } else {
                assertThat(state).as(where).isInstanceOf(RunState.Unknown.class);
                assertThat(bench.launcher.stop(key("apply-1"), 2)).as(where).isEqualTo(new RunState.Stopped());
            }
            return state.getClass().getSimpleName();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "not reached";
    }

    private static Path faultyTools(Shell shell) throws IOException {
        Path tools = Shell.folder("faulty");
        String text = FAULTY_TOOL.formatted(shell.program(), Shell.find("grep").orElseThrow(), shell.tools());
        for (String tool : Shell.toolsNamedInTheHead()) {
            Path faulty = Files.writeString(tools.resolve(tool), text);
            assertThat(faulty.toFile().setExecutable(true)).isTrue();
        }
        for (String plain : List.of("sh", "yes", "true")) {
            Files.createSymbolicLink(tools.resolve(plain), shell.tools().resolve(plain));
        }
        return tools;
    }
}
