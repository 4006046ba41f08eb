package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftlock.naming.TargetId;

class CheckWordsTest {

    private static final String STORE = """
            stores:
              orders: {where: all, backup: {with: pg_dump, keep: 30d}, login: {url: "jdbc:postgresql://pg1/orders", user: owner, password: secret:orders}}
            """;

    private static String system(String checks) {
        return Fixtures.ORDER_SERVICE.replace("stores: none\n", STORE) + "checks:\n" + checks.indent(2);
    }

    private static List<CheckSpec> checks(String written) {
        return Fixtures.written(system(written), Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("orders.example.com"), Map.of())
                .checks();
    }

    @Test
    void theWordACheckAsksWithIsItsType() {
        List<CheckSpec> checks = checks("""
                - {id: login, oidc: {issuer: "https://sso.example.com/realms/staff", client: liftlock-probe, secret: secret:sso-probe}}
                - {id: errors, prometheus: {url: "http://prometheus.example.com:9090", query: "sum(up)"}, at_least: 2, bearer: secret:prometheus}
                - {id: backup, newest: "/var/backups/orders/*.dump", at_most: 26h, at_least: 1 GiB, when: finished}
                - {id: export, ran: {timer: orders-export}, at_most: 26h}
                """);

        assertThat(checks).extracting(CheckSpec::type).containsExactly("oidc", "prometheus", "newest", "ran");
        assertThat(checks.get(0).settings().get("oidc"))
                .isEqualTo(Map.of(
                        "issuer", "https://sso.example.com/realms/staff",
                        "client", "liftlock-probe",
                        "secret", "secret:sso-probe"));
    }

    @Test
    void whatIsTriedAsANamedUserIsNotAskedAsTheOwnerOfTheStore() {
        List<CheckSpec> checks = checks("""
                - {id: owner, sql: "select 1"}
                - {id: clerk, sql: "delete from orders", may_not: "delete orders", login: {url: "jdbc:postgresql://pg1/orders", user: clerk, password: secret:clerk}}
                - {id: nobody, sql: "select 1 from orders", may: "read orders"}
                """);

        assertThat(checks).extracting(CheckSpec::type).containsExactly("sql", "may_not", "may");
        assertThat(checks.get(0).settings().get("login").toString()).contains("owner");
        assertThat(checks.get(1).settings().get("login").toString()).contains("clerk");
        assertThat(checks.get(2).settings()).doesNotContainKey("login");
    }

    @Test
    void aMisspeltKeyInsideAWordIsRefusedWithTheOneProbablyMeant() {
        List<Problem> problems = Fixtures.problemsOf(system("""
                - {id: login, oidc: {issuer: "https://sso.example.com", cleint: probe, secret: plain-text}}
                - {id: errors, prometheus: {url: "http://prometheus.example.com"}}
                - {id: backup, newest: "backups/*.dump"}
                """));

        assertThat(problems)
                .extracting(Problem::path)
                .contains(
                        "checks[0].oidc.client",
                        "checks[0].oidc.cleint",
                        "checks[0].oidc.secret",
                        "checks[1].prometheus.query",
                        "checks[2].newest");
        assertThat(problems)
                .filteredOn(problem -> problem.path().endsWith("cleint"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.didYouMean()).contains("client"));
    }
}
