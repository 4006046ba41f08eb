package org.liftlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {

    private static final String STUCK = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <process id="orders" isExecutable="true">
                <startEvent id="start"/><exclusiveGateway id="ask"/><task id="yes"/><task id="no"/>
                <parallelGateway id="join"/><endEvent id="end"/>
                <serviceTask id="odd" camunda:class="java.lang.Object"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
                <sequenceFlow id="f2" sourceRef="ask" targetRef="yes">
                  <conditionExpression>${yes}</conditionExpression></sequenceFlow>
                <sequenceFlow id="f3" sourceRef="ask" targetRef="no">
                  <conditionExpression>${not yes}</conditionExpression></sequenceFlow>
                <sequenceFlow id="f4" sourceRef="yes" targetRef="join"/>
                <sequenceFlow id="f5" sourceRef="no" targetRef="join"/>
                <sequenceFlow id="f6" sourceRef="join" targetRef="odd"/>
                <sequenceFlow id="f7" sourceRef="odd" targetRef="end"/>
              </process>
            </definitions>""";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theShippedModelsAreProved() throws IOException {
        assertThat(run(shipped())).isEqualTo(LiftlockCommand.FINE);
        assertThat(out.toString()).isEqualToIgnoringNewLines("Proved: 5 models.");
    }

    @Test
    void whatCanGoWrongIsToldWithItsWay() throws IOException {
        assertThat(run(file("orders.bpmn", STUCK))).isEqualTo(LiftlockCommand.PROBLEMS);
        assertThat(out.toString())
                .contains("no-deadlock: The process can stop for ever at \"join\"")
                .contains("   1. start  [orders/start]")
                .contains("closed-model: The attribute camunda:class is not allowed in a model.");
    }

    @Test
    void aModelOfAnotherToolCanBeCheckedForSoundnessAlone() throws IOException {
        assertThat(run("--only", "soundness", file("orders.bpmn", STUCK))).isEqualTo(LiftlockCommand.PROBLEMS);
        assertThat(out.toString()).contains("no-deadlock").doesNotContain("closed-model");
    }

    @Test
    void programsAskForJsonOrSarif() throws IOException {
        run("--format", "json", file("orders.bpmn", STUCK));
        run("--format", "sarif", file("orders.bpmn", STUCK));

        assertThat(out.toString()).contains("\"proved\" : false").contains("\"version\" : \"2.1.0\"");
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        assertThat(run(file("orders.bpmn", "name: orders"))).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(run(folder.resolve("nowhere.bpmn"))).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(run(folder)).isEqualTo(LiftlockCommand.UNREADABLE);
        assertThat(err.toString())
                .contains("orders.bpmn cannot be read as BPMN")
                .contains("nowhere.bpmn: there is no such file")
                .contains("Cannot read a folder; name the files in it");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Object[] shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).toArray();
        }
    }

    private int run(Object... arguments) {
        CommandLine line = LiftlockCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>(List.of("check"));
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        return line.execute(words.toArray(String[]::new));
    }
}
