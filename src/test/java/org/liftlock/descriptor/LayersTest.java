package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

class LayersTest {

    private static MergedValue at(UpgradeDescription description, String path) {
        return description.merged().stream()
                .filter(value -> value.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing at " + path));
    }

    @Test
    void everyMergedValueKnowsTheFileItComesFrom() {
        UpgradeDescription ledger = Fixtures.ledger();

        assertThat(at(ledger, "site.time_zone"))
                .isEqualTo(new MergedValue("site.time_zone", "Europe/Zurich", Layer.SITE, "site.yaml", 2));
        assertThat(at(ledger, "vars.region").layer()).isEqualTo(Layer.SITE);
        assertThat(at(ledger, "vars.cluster").layer()).isEqualTo(Layer.KIND);
        assertThat(at(ledger, "vars.pool").layer()).isEqualTo(Layer.SYSTEM);
        assertThat(at(ledger, "environments.production.vars.jobs").layer()).isEqualTo(Layer.ENVIRONMENT);
        assertThat(at(ledger, "environments.production.targets[\"ledger2.example.com/main\"].vars.cluster")
                        .layer())
                .isEqualTo(Layer.TARGET);
        assertThat(at(ledger, "request.to").layer()).isEqualTo(Layer.REQUEST);
    }

    @Test
    void aLaterLayerOverridesAnEarlierOne() {
        UpgradeDescription ledger = Fixtures.ledger();

        assertThat(ledger.target("staging", TargetId.parse("ledger-stg.example.com"), LATER)
                        .vars())
                .containsEntry("jobs", "4");
        assertThat(ledger.target("production", TargetId.parse("ledger1.example.com"), LATER)
                        .vars())
                .containsEntry("jobs", "8")
                .containsEntry("cluster", "main");
        assertThat(ledger.target("production", TargetId.parse("ledger2.example.com"), LATER)
                        .vars())
                .containsEntry("cluster", "copy");
    }

    @Test
    void aVariableMayBeCalledLikeAWordOfTheLanguage() {
        UpgradeDescription upgrade = Fixtures.written(
                        "site: harbour\nvars: {file: compose.yaml, run: nightly}\n",
                        Fixtures.ORDER_SERVICE + "vars: {region: north}\n",
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);

        assertThat(upgrade.target("production", TargetId.parse("orders.example.com"), Map.of())
                        .vars())
                .containsOnlyKeys("file", "run", "region");
    }

    @Test
    void aCheckIsOverriddenByItsIdAndTheOthersStay() {
        List<CheckSpec> checks = Fixtures.ledger()
                .target("production", TargetId.parse("ledger1.example.com"), LATER)
                .checks();

        assertThat(checks).extracting(CheckSpec::id).containsExactly("version", "read-write", "newest", "log");
        assertThat(checks.get(3).skipped()).contains("the log is watched elsewhere");
    }

    @Test
    void configurationOfTheSystemAddsToThatOfItsKind() {
        TargetDescription target = Fixtures.ledger().target("production", TargetId.parse("ledger1.example.com"), LATER);

        assertThat(target.config()).containsExactly("/etc/ledger/13", "/etc/ledger-extra.conf");
        assertThat(target.configQueries()).extracting(CheckSpec::type).containsExactly("sql");
    }

    @Test
    void hostsOfAPatternAreLaidOutAndOneOfThemMayDiffer() {
        UpgradeDescription entry = Fixtures.entry();

        assertThat(entry.targets("production"))
                .extracting(TargetId::host)
                .containsExactly("web1.example.com", "web2.example.com", "web3.example.com", "web4.example.com");
        assertThat(entry.target("production", TargetId.parse("web3.example.com"), Map.of())
                        .apply()
                        .get(1)
                        .arguments())
                .containsExactly("install", "entry-legacy=1.26.3-3+deb13u2");
    }

    @Test
    void aTemplateAnswersWhatTheRequestLeavesOpen() {
        UpgradeRequest request = Fixtures.entry().request();

        assertThat(request.noAnswer()).contains(NoAnswer.ROLL_BACK);
        assertThat(request.window()).contains(new WindowRequest.InCalendar("sunday", Optional.empty()));
    }

    @Test
    void aWindowThatARequestNamesTakesThePlaceOfTheUsualCalendar() {
        UpgradeDescription description = Fixtures.written(
                        """
                        site: shop
                        time_zone: Europe/Zurich
                        calendars:
                          nightly: {rule: "FREQ=DAILY", from: "02:00", to: "05:00"}
                        """,
                        Fixtures.ORDER_SERVICE + "window: {calendar: nightly}\n",
                        Fixtures.RAISE_ORDER_SERVICE + "window: {from: 2026-12-06T02:00, to: 2026-12-06T06:00}\n")
                .upgrades()
                .get(0);

        assertThat(description.request().window())
                .contains(new WindowRequest.At(
                        LocalDateTime.parse("2026-12-06T02:00"), LocalDateTime.parse("2026-12-06T06:00")));
    }

    @Test
    void aRequestIsReadWhole() {
        UpgradeRequest request = Fixtures.ledger().request();

        assertThat(request.environment()).isEqualTo("production");
        assertThat(request.window())
                .contains(new WindowRequest.At(
                        LocalDateTime.parse("2026-12-06T02:00"), LocalDateTime.parse("2026-12-06T06:00")));
        assertThat(request.people().signOff()).containsExactly("uma", "otto");
        assertThat(request.finish()).contains(new Finish(Duration.ofDays(7)));
        assertThat(request.order())
                .containsExactly(
                        new RoleStep("replica", "hold", false),
                        new RoleStep("primary", "apply", false),
                        new RoleStep("replica", "rebuild", true));
        assertThat(request.rehearse()).contains(new Rehearse(Optional.of("staging"), Optional.of("last-backup"), true));
        assertThat(request.tell().orElseThrow().before()).contains(Duration.ofDays(5));
        assertThat(request.limits().apply()).contains(Duration.ofMinutes(40));
    }

    @Test
    void theSystemIsReadWhole() {
        SystemDescription ledger = Fixtures.ledger().systemDescription();

        assertThat(ledger.criticality()).isEqualTo(Criticality.HIGH);
        assertThat(ledger.dependsOn()).containsExactly(new Dependency(new SystemId("storage"), Optional.of(">= 4")));
        assertThat(ledger.usedBy()).containsExactly(new SystemId("order-service"));
        assertThat(ledger.standInFor("production").orElseThrow().differs()).hasSize(2);
        assertThat(ledger.site().timeZone()).isEqualTo(ZoneId.of("Europe/Zurich"));
        assertThat(ledger.site().linkOf("CHG0042")).contains("https://tickets.example.com/CHG0042");
        assertThat(ledger.site().calendars().get("stock-taking")).isInstanceOf(SiteCalendar.Freeze.class);
        assertThat(Fixtures.entry().rollout())
                .isEqualTo(new Rollout(
                        Optional.of(TargetId.parse("web1.example.com")),
                        Duration.ofMinutes(30),
                        2,
                        false,
                        Optional.empty(),
                        2,
                        1,
                        true));
        assertThat(Fixtures.entry().reboot()).isEqualTo(Reboot.IF_REQUIRED);
    }

    @Test
    void aMethodIsLikeAnotherWithAFewThingsChanged() {
        Method link = Fixtures.ledger().systemDescription().methods().get("link");

        assertThat(link)
                .isEqualTo(new Method(
                        "link", Reversibility.NEVER, true, Optional.empty(), true, Optional.empty(), Optional.empty()));
        UpgradeDescription linked = Fixtures.files("site.yaml", "ledger.yaml")
                .descriptions()
                .describe(
                        UpgradeRequest.ask(new SystemId("ledger"), "15.18", Reason.of(ReasonCategory.FEATURE, "faster"))
                                .from("13.9")
                                .method("link")
                                .build());
        TargetDescription target = linked.target("production", TargetId.parse("ledger1.example.com"), LATER);
        assertThat(target.apply().get(0).arguments()).endsWith("15", "--link");
        assertThat(target.rollback()).isEmpty();
    }

    @Test
    void theWordsOfARequestLeaveTheMaterialFactsAsTheyAre() {
        UpgradeDescription before = Fixtures.written(Fixtures.ORDER_SERVICE, Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);
        UpgradeDescription reworded = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace("owner: erik", "owner: ana"),
                        Fixtures.RAISE_ORDER_SERVICE.replace("customers get", "every customer gets"))
                .upgrades()
                .get(0);
        UpgradeDescription changed = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace("[raise,", "[raise, --fast,"), Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);

        assertThat(reworded.digest()).isNotEqualTo(before.digest());
        assertThat(reworded.materialDigest()).isEqualTo(before.materialDigest());
        assertThat(changed.materialDigest()).isNotEqualTo(before.materialDigest());
    }

    @Test
    void anExpectationIsReplacedAsAWhole() {
        UpgradeDescription upgrade = Fixtures.written(
                        """
                        kind: till
                        versions: {archive: {run: [version]}, service: {http: "http://till/version"}}
                        checks: [{id: version, core: true, equals: {versions.archive: "${to.version}"}}]
                        """,
                        Fixtures.ORDER_SERVICE.replace("kind: command", "kind: till")
                                + "checks: [{id: version, equals: {versions.service: \"${to.version}\"}}]\n",
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);

        CheckSpec version = upgrade.target("production", TargetId.parse("orders.example.com"), Map.of())
                .checks()
                .get(0);

        assertThat(version.core()).isTrue();
        assertThat(version.settings()).containsEntry("equals", Map.of("versions.service", "2.0"));
    }

    private static final Map<String, String> LATER =
            Map.of("window.end", "2026-12-06T05:00:00Z", "upgrade.key", "UPG-2026-0001");
}
