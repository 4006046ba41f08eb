package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlTrapsTest {

    private static final String SITE = "site: harbour\n";

    private static Problem only(String... documents) {
        List<Problem> problems = Fixtures.problemsOf(documents);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String request(String line) {
        return Fixtures.RAISE_ORDER_SERVICE + line;
    }

    @Test
    void aVersionWithoutQuotesIsRefusedAndTheNumberItWouldBecomeIsNamed() {
        Problem problem = only(Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE.replace("\"2.0\"", "15.10"));

        assertThat(problem.path()).isEqualTo("to");
        assertThat(problem.value()).isEqualTo("15.10");
        assertThat(problem.line()).isEqualTo(9);
        assertThat(problem.sentence())
                .contains("orders.yaml, line 9, to")
                .contains("\"15.10\"")
                .contains("number 15.1.");
    }

    @Test
    void aWholeNumberIsNoVersionEither() {
        assertThat(only(Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE.replace("\"2.0\"", "15"))
                        .remedy())
                .contains("quotes: \"15\"");
    }

    @Test
    void aLengthOfTimeWithoutItsUnitIsToldWithBoth() {
        Problem bare = only(Fixtures.ORDER_SERVICE + "operations: {stop: [{run: [halt], within: 20}]}\n");
        Problem quoted = only(Fixtures.ORDER_SERVICE + "operations: {stop: [{run: [halt], within: \"20\"}]}\n");

        assertThat(bare.remedy()).isEqualTo("Write the unit, too: 20s, 20m.").isEqualTo(quoted.remedy());
    }

    @Test
    void aVersionThatAParserCannotMistakeNeedsNoQuotes() {
        assertThat(Fixtures.problemsOf(
                        Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE.replace("\"2.0\"", "26.4.5")))
                .isEmpty();
    }

    @Test
    void aTimeOfDayWithoutQuotesIsRefusedWithWhatOtherReadersMakeOfIt() {
        Problem problem = only(SITE + "calendars: {night: {rule: \"FREQ=DAILY\", from: 22:30, to: \"23:30\"}}\n");

        assertThat(problem.path()).isEqualTo("calendars.night.from");
        assertThat(problem.remedy()).contains("\"22:30\"").contains("1350");
    }

    @Test
    void aDateMayStayBare() {
        assertThat(Fixtures.problemsOf(
                        SITE + "calendars: {taking-stock: {freeze: {from: 2026-12-20, to: 2027-01-03}}}\n"))
                .isEmpty();
    }

    @Test
    void keysThatSomeReadersTakeForTruthValuesAreRefused() {
        assertThat(only(SITE + "vars: {on: x}\n").sentence())
                .contains("vars.on")
                .contains("true, false or nothing");
        assertThat(Fixtures.problemsOf(SITE + "vars: {\"on\": x}\n")).isEmpty();
    }

    @Test
    void aDuplicateKeyIsRefusedWhereItStandsTheSecondTime() {
        Problem problem = only(SITE + "time_zone: Europe/Zurich\ntime_zone: Europe/Paris\n");

        assertThat(problem.path()).isEqualTo("time_zone");
        assertThat(problem.line()).isEqualTo(3);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKeyProbablyMeant() {
        Problem problem = only(Fixtures.ORDER_SERVICE + "critcality: high\n");

        assertThat(problem.path()).isEqualTo("critcality");
        assertThat(problem.didYouMean()).contains("criticality");
    }

    @Test
    void anUnknownKeyThatIsLikeNoneIsNotGuessed() {
        assertThat(only(Fixtures.ORDER_SERVICE + "colour: blue\n").didYouMean()).isEmpty();
    }

    @Test
    void everyProblemOfAFileIsToldAtOnce() {
        List<Problem> problems = Fixtures.problemsOf(
                Fixtures.ORDER_SERVICE + "critcality: high\n", request("no_answer: rollback\nwatch: {for: soon}\n"));

        assertThat(problems).extracting(Problem::path).containsExactly("critcality", "no_answer", "watch.for");
        assertThat(problems.get(1).didYouMean()).contains("roll-back");
    }

    @Test
    void nothingBehindAColonIsAQuestionNotAValue() {
        assertThat(only(Fixtures.ORDER_SERVICE, request("template:\n")).remedy())
                .contains("Nothing stands behind the colon");
    }

    @Test
    void aTextWhereATruthValueBelongsIsRefused() {
        assertThat(only(Fixtures.ORDER_SERVICE, request("tell: {after: \"yes\"}\n"))
                        .path())
                .isEqualTo("tell.after");
    }

    @Test
    void anchorsAndAliasesAreRefused() {
        assertThat(Fixtures.problemsOf(SITE + "vars: {a: &a x, b: *a}\n"))
                .extracting(Problem::path)
                .containsExactly("vars.a", "vars.b");
    }

    @Test
    void tagsAreRefusedAndNothingIsBuiltFromThem() {
        assertThat(only(SITE + "vars: {a: !!java.net.URL [\"http://example.com\"]}\n")
                        .sentence())
                .contains("a value without a tag");
    }

    @Test
    void depthIsBounded() {
        assertThat(only(SITE + "vars: {a: " + "[".repeat(20_000) + "}\n").value())
                .contains("nested deeper");
    }

    @Test
    void sizeIsBounded() {
        assertThat(only(SITE + "# " + "x".repeat(DocumentReader.LONGEST)).expected())
                .contains("at most");
    }

    @Test
    void aFileThatIsNoYamlIsNamedWithItsLine() {
        Problem problem = only(SITE + "vars: {a: b\n");

        assertThat(problem.expected()).isEqualTo("YAML 1.2 or JSON");
        assertThat(problem.line()).isPositive();
    }

    @Test
    void jsonIsReadTheSameWay() {
        assertThat(
                        Fixtures.problemsOf(
                                Fixtures.ORDER_SERVICE,
                                "{\"upgrade\": \"order-service\", \"to\": \"2.0\", \"reason\": {\"category\": \"feature\", \"text\": \"more\"}}\n"))
                .isEmpty();
        assertThat(only(
                                Fixtures.ORDER_SERVICE,
                                "{\"upgrade\": \"order-service\", \"to\": 2.10, \"reason\": {\"category\": \"feature\", \"text\": \"more\"}}\n")
                        .path())
                .isEqualTo("to");
    }

    @Test
    void aDocumentOfNoKnownTypeIsToldWhatThereIs() {
        assertThat(only("sytem: order-service\n").didYouMean()).contains("system");
    }

    @Test
    void aProblemShowsALongValueShortened() {
        assertThat(only(Fixtures.ORDER_SERVICE.replace("owner: erik", "owner: [" + "a, ".repeat(200) + "b]"))
                        .value())
                .isEqualTo("a list");
        assertThat(new Problem("f", 1, "p", "x".repeat(500), "e", "r", java.util.Optional.empty()).value())
                .hasSize(80);
    }
}
