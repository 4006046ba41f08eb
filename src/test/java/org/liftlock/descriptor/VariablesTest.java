package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Command;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

class VariablesTest {

    private static List<Command> applyOf(String vars, String arguments) {
        return Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace("[raise, \"${to.version}\"]", arguments) + "vars: " + vars
                                + "\n",
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("orders.example.com"), Map.of())
                .apply();
    }

    private static Problem refused(String vars, String arguments) {
        List<Problem> problems = Fixtures.problemsOf(
                Fixtures.ORDER_SERVICE.replace("[raise, \"${to.version}\"]", arguments) + "vars: " + vars + "\n",
                Fixtures.RAISE_ORDER_SERVICE);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    /** Texts in which every sign that some reader could take for more than a letter is frequent. */
    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.of(
                        "${vars.a}", "${", "$${", "}", "$", "\\", " ", "'", "\"", ";", "a", "é", "$1", "\t", "#{x}")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void whatIsPutInStandsAsItIsAndIsNotLookedAtAgain(@ForAll("nasty") String value) {
        assertThat(Template.fill("<${vars.a}>", name -> value)).isEqualTo("<" + value + ">");
    }

    @Property(tries = 300)
    void aLiteralComesBackAsItWas(@ForAll("nasty") String text) {
        String literal = Template.literal(text);

        // A dollar sign right before would make one more escape of it; that text cannot be written otherwise.
        if (!text.contains("$${")) {
            assertThat(Template.fill(literal, name -> "<" + name + ">")).isEqualTo(text);
        }
    }

    @Property(tries = 60)
    void aValueNeverSplitsAnArgumentOrAddsOne(@ForAll("nasty") String value) {
        String quoted = Canonical.write(Template.literal(value));
        if (value.contains("$${")) {
            return;
        }

        List<Command> apply = applyOf("{a: " + quoted + "}", "[raise, \"x${vars.a}y\", z]");

        assertThat(apply.get(0).arguments()).containsExactly("raise", "x" + value + "y", "z");
    }

    @Test
    void variablesMaySpeakOfOthers() {
        assertThat(applyOf("{home: /srv, jar: \"${vars.home}/${to.version}.jar\"}", "[raise, \"${vars.jar}\"]")
                        .get(0)
                        .arguments())
                .containsExactly("raise", "/srv/2.0.jar");
    }

    @Test
    void variablesThatGoRoundAreRefused() {
        assertThat(Fixtures.problemsOf(
                        Fixtures.ORDER_SERVICE + "vars: {a: \"${vars.b}\", b: \"${vars.a}\"}\n",
                        Fixtures.RAISE_ORDER_SERVICE))
                .isNotEmpty()
                .allMatch(problem -> problem.remedy().startsWith("It goes round"));
    }

    @Test
    void anUnknownVariableIsRefusedWithItsPathAndTheNameProbablyMeant() {
        Problem problem = refused("{home: /srv}", "[raise, \"${vars.hoem}\"]");

        assertThat(problem.path()).isEqualTo("methods.replace.apply.run[1]");
        assertThat(problem.value()).isEqualTo("${vars.hoem}");
        assertThat(problem.didYouMean()).contains("vars.home");
        assertThat(problem.expected()).contains("to.version").contains("target.host");
    }

    @Test
    void aVariableWithoutItsClosingBraceIsRefused() {
        assertThat(refused("{a: b}", "[raise, \"${vars.a\"]").value()).isEqualTo("${vars.a");
    }

    @Test
    void aDoubledDollarWritesTheSignsThemselves() {
        assertThat(applyOf("{a: b}", "[raise, \"-f=$${Version}\"]").get(0).arguments())
                .containsExactly("raise", "-f=${Version}");
    }

    @Test
    void aVariableThatHoldsAListGivesItsItemsAsArguments() {
        assertThat(applyOf("{command: [nice, raise]}", "\"${vars.command}\"")
                        .get(0)
                        .arguments())
                .containsExactly("nice", "raise");
        assertThat(applyOf("{command: [nice, raise]}", "[sudo, \"${vars.command}\", \"${to.version}\"]")
                        .get(0)
                        .arguments())
                .containsExactly("sudo", "nice", "raise", "2.0");
    }

    @Test
    void aListInsideATextIsRefused() {
        assertThat(refused("{command: [nice, raise]}", "[sh, \"x ${vars.command}\"]")
                        .expected())
                .isEqualTo("a single value");
    }

    @Test
    void aSecretIsRefusedWhereOthersCanReadIt() {
        assertThat(refused("{a: b}", "[raise, \"--password=secret:orders-db\"]").expected())
                .contains("no secret here");
    }

    @Test
    void aSecretAsAWholeArgumentIsRefusedTogetherWithEverythingElse() {
        assertThat(Fixtures.problemsOf(
                        Fixtures.ORDER_SERVICE.replace("\"${to.version}\"", "\"secret:orders-db\"")
                                + "around: [quiet]\n",
                        Fixtures.RAISE_ORDER_SERVICE))
                .extracting(Problem::path)
                .contains("methods.replace.apply.run[1]", "around[0]");
    }

    @Test
    void aSecretMayNotHideInAVariable() {
        assertThat(Fixtures.problemsOf(
                        Fixtures.ORDER_SERVICE.replace("${to.version}", "${vars.password}")
                                + "vars: {password: \"secret:orders-db\"}\n",
                        Fixtures.RAISE_ORDER_SERVICE))
                .extracting(Problem::expected)
                .anyMatch(expected -> expected.contains("no secret here"));
    }

    @Test
    void aSecretStandsInEnvironmentAndInput() {
        List<Command> apply = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace(
                                "{run: [raise, \"${to.version}\"]}",
                                "{run: [raise], stdin: \"secret:orders-${environment}\", env: {PW: \"secret:orders\"}}"),
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("orders.example.com"), Map.of())
                .apply();

        assertThat(apply.get(0).stdin()).contains("secret:orders-production");
        assertThat(apply.get(0).environment()).containsEntry("PW", "secret:orders");
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(6)
                .set()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(set -> List.copyOf(set));
    }

    @Property(tries = 100)
    void theOrderOfKeysDoesNotChangeTheDigest(
            @ForAll("keys") List<String> keys, @ForAll @Size(6) List<Integer> values) {
        String there = keys.stream()
                .map(key -> "k" + key + ": " + values.get(keys.indexOf(key)))
                .collect(Collectors.joining(", "));
        String back = keys.stream()
                .sorted(Comparator.reverseOrder())
                .map(key -> "k" + key + ": " + values.get(keys.indexOf(key)))
                .collect(Collectors.joining(", "));

        assertThat(digest("{" + there + "}")).isEqualTo(digest("{" + back + "}"));
        assertThat(digest("{" + there + ", more: 1}")).isNotEqualTo(digest("{" + there + "}"));
    }

    @Property(tries = 100)
    void mergingTwiceIsMergingOnce(@ForAll("keys") List<String> below, @ForAll("keys") List<String> above) {
        Value.Fields lower = fields(below, "low");
        Value.Fields upper = fields(above, "high");
        Value.Fields merged = Merger.merge(lower, upper);

        assertThat(Merger.merge(merged, upper).asPlain()).isEqualTo(merged.asPlain());
        assertThat(merged.map().keySet())
                .containsAll(lower.map().keySet())
                .containsAll(upper.map().keySet());
        upper.map().forEach((key, value) -> assertThat(merged.map()).containsEntry(key, value));
    }

    @Property(tries = 200)
    void aLengthOfTimeIsReadAsItWasWritten(@ForAll("lengths") Duration length) {
        assertThat(Durations.parse(Durations.write(length))).contains(length);
    }

    @Provide
    Arbitrary<Duration> lengths() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 10_000_000),
                        Arbitraries.integers().between(0, 999))
                .as((seconds, millis) -> Duration.ofSeconds(seconds).plusMillis(millis));
    }

    private static Digest digest(String yaml) {
        return Canonical.digest(
                DocumentReader.read(yaml, Layer.SYSTEM, "f", new Problems()).get(0));
    }

    private static Value.Fields fields(List<String> keys, String value) {
        String yaml = keys.stream().map(key -> "k" + key + ": " + value).collect(Collectors.joining(", ", "{", "}"));
        return (Value.Fields)
                DocumentReader.read(yaml, Layer.SYSTEM, "f", new Problems()).get(0);
    }
}
