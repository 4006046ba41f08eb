package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftlock.naming.TargetId;

/** What each file may say by itself, and what they may not say together. */
class FittingTogetherTest {

    private static Problem only(String... documents) {
        List<Problem> problems = Fixtures.problemsOf(documents);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static Problem onlyWithRequest(String line) {
        return only(
                "site: harbour\ntickets: {pattern: \"CHG[0-9]{4}\"}\n",
                Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE + line);
    }

    private static Problem onlyWithSystem(String line) {
        return only(Fixtures.ORDER_SERVICE + line);
    }

    @Test
    void theKindMustBeDescribed() {
        Problem problem = only(Fixtures.ORDER_SERVICE.replace("kind: command", "kind: comand"));

        assertThat(problem.didYouMean()).contains("command");
        assertThat(problem.expected()).contains("java-archive");
    }

    @Test
    void theSystemMustBeDescribed() {
        assertThat(only(Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE.replace("order-service", "order-servce"))
                        .didYouMean())
                .contains("order-service");
    }

    @Test
    void theEnvironmentMustBeDescribed() {
        assertThat(onlyWithRequest("environment: prodution\n").didYouMean()).contains("production");
    }

    @Test
    void theMethodMustBeDescribed() {
        assertThat(onlyWithRequest("method: replce\n").didYouMean()).contains("replace");
    }

    @Test
    void severalMethodsNeedAChoice() {
        Problem problem = only(
                Fixtures.ORDER_SERVICE.replace(
                        "{replace: ", "{careful: {reversible: never, apply: {run: [slowly]}}, replace: "),
                Fixtures.RAISE_ORDER_SERVICE);

        assertThat(problem.expected()).isEqualTo("one of the methods careful, replace");
    }

    @Test
    void aTicketMustLookAsTheSiteSays() {
        assertThat(onlyWithRequest("tickets: [CHG42]\n").value()).isEqualTo("CHG42");
    }

    @Test
    void aCalendarMustBeDescribed() {
        assertThat(onlyWithRequest("window: {calendar: sunday}\n").path()).isEqualTo("window.calendar");
    }

    @Test
    void aTemplateMustBeDescribed() {
        assertThat(onlyWithRequest("template: orders-patch\n").path()).isEqualTo("template");
    }

    @Test
    void theOrderNamesRolesThatAreThere() {
        assertThat(onlyWithRequest("order: [{role: primary, do: apply}]\n").path())
                .isEqualTo("order");
    }

    @Test
    void whatIsStoppedForARoleAloneNeedsATargetOfThatRole() {
        String pair = Fixtures.ORDER_SERVICE + "operations: {stop: [{role: primary, run: [halt]}]}\n";

        Problem problem = only(pair);

        assertThat(problem.path()).isEqualTo("environments.production.targets");
        assertThat(problem.remedy()).contains("{role: primary}", "nothing is taken out of use");
        assertThat(Fixtures.problemsOf(pair.replace("role: primary, ", ""))).isEmpty();
    }

    @Test
    void aCheckOfAVersionNamesOneThatIsRead() {
        Problem problem = onlyWithSystem(
                "versions: {service: {run: [about]}}\nchecks: [{id: v, equals: {versions.servise: \"2.0\"}}]\n");

        assertThat(problem.didYouMean()).contains("versions.service");
    }

    @Test
    void aFileTheUpgradeBringsIsAskedForAsAnArtifact() {
        Problem problem = onlyWithRequest("checks: [{id: c, run: [\"${new.archive}\"]}]\n");

        assertThat(problem.remedy()).contains("artifacts: {archive: {url: .., sha256: ..}}");
    }

    @Test
    void storesMustBeNamedOrDenied() {
        assertThat(only(Fixtures.ORDER_SERVICE.replace("stores: none\n", "")).sentence())
                .contains("R00");
    }

    @Test
    void aStoreOnATargetThatDoesNotExistIsRefused() {
        Problem problem = only(Fixtures.ORDER_SERVICE.replace(
                "stores: none", "stores: {orders: {where: [order.example.com], backup: {with: h2}}}"));

        assertThat(problem.didYouMean()).contains("orders.example.com/main");
    }

    @Test
    void aStoreNeedsAProvider() {
        assertThat(only(Fixtures.ORDER_SERVICE.replace("stores: none", "stores: {orders: {where: all}}"))
                        .path())
                .isEqualTo("stores.orders.backup.with");
    }

    @Test
    void aMethodSaysUntilWhenItsWayBackLosesNothing() {
        assertThat(only(Fixtures.ORDER_SERVICE.replace("reversible: always, ", ""))
                        .sentence())
                .contains("R17");
    }

    @Test
    void aCheckMustAskSomething() {
        assertThat(onlyWithSystem("checks: [{id: health, core: true}]\n").path())
                .isEqualTo("checks[0]");
    }

    @Test
    void aCheckOfADatabaseNeedsALogin() {
        assertThat(onlyWithSystem("checks: [{id: rows, sql: \"select 1\"}]\n").remedy())
                .contains("login");
    }

    @Test
    void aStepDoesOneThing() {
        assertThat(onlyWithSystem("operations: {stop: {run: [stop], write: /x, text: y}}\n")
                        .value())
                .isEqualTo("run and write");
    }

    @Test
    void anExitCodeIsDoneOrFailed() {
        assertThat(onlyWithSystem("operations: {stop: {run: [stop], exit: {\"0\": fine}}}\n")
                        .path())
                .isEqualTo("operations.stop.exit.0");
    }

    @Test
    void aNameIsDescribedOnce() {
        assertThat(only(Fixtures.ORDER_SERVICE, Fixtures.ORDER_SERVICE).sentence())
                .contains("described once");
    }

    @Test
    void aKindSaysWhatOnlyTheSystemCanKnow() {
        assertThat(only("kind: till\nneeds: [drawer]\n", Fixtures.ORDER_SERVICE.replace("kind: command", "kind: till"))
                        .path())
                .isEqualTo("vars.drawer");
    }

    @Test
    void aTimeZoneMustExist() {
        assertThat(only("site: harbour\ntime_zone: Europe/Zürich\n", Fixtures.ORDER_SERVICE)
                        .didYouMean())
                .contains("Europe/Zurich");
    }

    @Test
    void aRangeOfHostsGoesUpwards() {
        assertThat(only(Fixtures.ORDER_SERVICE.replace("orders.example.com", "\"web[8-1].example.com\""))
                        .sentence())
                .contains("goes upwards");
    }

    @Test
    void aRangeOfHostsKeepsItsLeadingZeros() {
        assertThat(HostPattern.expand("pg[08-10]/copy"))
                .extracting(TargetId::toString)
                .containsExactly("pg08/copy", "pg09/copy", "pg10/copy");
    }
}
