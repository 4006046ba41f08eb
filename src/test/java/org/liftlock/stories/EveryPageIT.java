package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page, as the people of the sample see it in a browser, on a desk by day and by night, and on a phone: while an
 * upgrade runs, when it has failed and somebody has to decide, and when all is over. axe-core finds nothing serious, scripts
 * have nothing to complain about, and nothing is wider than a phone. What was seen lies in target/screenshots.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryPageIT {

    private static final List<Look> BY_DAY = List.of(Look.DESK_BY_DAY, Look.PHONE_BY_DAY);

    /** One of each kind, beside Mia, who decides. */
    private static final List<String> EACH_KIND = List.of("paula", "erik", "ana", "uma", "otto", "admin");

    /** Lead on to one of the others. */
    private static final Set<String> DOORS = Set.of(
            "/tasks/{id:[A-Za-z0-9-]+}", "/systems?name", "/kinds?name", "/audit/systems?id", "/audit/people?id");

    private static final Set<String> FILES = Set.of(
            "/calendar.ics",
            "/calendar/{system}.ics",
            "/feeds/{word}/calendar.ics",
            "/feeds/{word}/calendar/{system}.ics",
            "/upgrades/{key}/evidence/{id}",
            "/upgrades/{key}/record.json",
            "/upgrades/{key}/record.pdf");

    private static final int LONGEST_NAME = 80;
    private static final String FORM = ".fjs-container";

    @TempDir
    private static Path directory;

    private static RunningLiftlock liftlock;
    private static People people;
    private static Chromium browser;
    private static SiteMap map;
    private static Upgrade upgrade;
    private static final Set<String> seen = new TreeSet<>();

    private final List<String> findings = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Chromium.isInstalled(), "chromium and chromedriver are installed (Debian: chromium, chromium-driver)");
        liftlock = RunningLiftlock.withSample(directory, SiteMap.TOLD);
        people = new People(liftlock);
        map = new SiteMap(people.admin);
        upgrade = people.agreeOn(liftlock.story("raise-to-2.1"));
        browser = new Chromium(liftlock.address(), Path.of("target", "screenshots"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (browser != null) {
            browser.close();
        }
        if (liftlock != null) {
            liftlock.close();
        }
    }

    @AfterEach
    void nothingIsWrong() {
        assertThat(findings).isEmpty();
    }

    @Test
    @Order(1)
    void whileAnUpgradeRuns() {
        browser.beNobody();
        see("nobody", List.of(Look.values()), "/login", 200);

        as("paula", "/systems", "/systems/order-service", "/kinds", "/kinds/files", "/templates", "/site");
        as("erik", "/upgrades/" + upgrade.key(), "/upgrades/new?system=order-service", "/systems/a-new-one", "/models");
        proposeAModel();
        as("mia", "/models/proposals/1");
        see("mia", BY_DAY, "/nowhere", 404);
    }

    @Test
    @Order(2)
    void whenItHasFailedAndSomebodyHasToDecide() {
        Upgrade.Task decision = upgrade.awaitTask("decide-on-failure");

        for (String person : EACH_KIND) {
            as(person, BY_DAY, "/", "/upgrades/" + upgrade.key());
        }
        as(
                "mia",
                "/",
                "/upgrades/" + upgrade.key(),
                "/upgrades/" + upgrade.key() + "/cancel",
                "/upgrades/" + upgrade.key() + "/revoke-approval",
                "/upgrades/" + upgrade.key() + "/report-trouble");
        asked("mia", "decide-on-failure", decision);
    }

    @Test
    @Order(3)
    void whenOneIsOverAndAnotherWaitsForApproval() {
        upgrade.answer(
                people.mia,
                "decide-on-failure",
                Map.of("answer", "go-back", "reach", "this", "remark", "Orders must not get lost"));
        upgrade.answer(people.mia, "close-upgrade", Map.of("closed", true));
        upgrade.awaitClosed();
        Upgrade next = people.request(liftlock.story("raise-to-2.0"));
        asked("erik", "plan-upgrade", next.awaitTask("plan-upgrade"));
        next.answer(people.erik, "plan-upgrade", Map.of("answer", "check"));
        asked("ana", "approve-upgrade", next.awaitTask("approve-upgrade"));

        as("ana", "/", "/advisory", "/calendar", "/calendar?view=month");
        as("ana", "/advisory/chosen?" + everyChoice());
        as("uma", "/upgrades", "/systems/order-service/inventory", "/upgrades/" + upgrade.key() + "/record");
        as("admin", "/audit/erasures");
        as(
                "otto",
                "/upgrades/" + upgrade.key(),
                "/audit",
                "/audit/systems/order-service?on=2026-03-03",
                "/audit/people/ana",
                "/audit/independence",
                "/audit/rights",
                "/audit/controls",
                "/audit/controls?figure=rolled-back",
                "/audit/standards",
                "/audit/erasures",
                "/audit/access");
    }

    @Test
    @Order(4)
    void noPageIsLeftOut() {
        Set<String> pages = new TreeSet<>(map.all());
        pages.removeAll(DOORS);
        pages.removeAll(FILES);

        assertThat(seen).containsAll(pages);
    }

    private void as(String person, String... addresses) {
        as(person, List.of(Look.values()), addresses);
    }

    private void as(String person, List<Look> looks, String... addresses) {
        browser.be(person);
        for (String address : addresses) {
            see(person, looks, address, 200);
        }
    }

    private void see(String person, List<Look> looks, String address, int status) {
        map.of(address).ifPresent(seen::add);
        for (Look look : looks) {
            browser.wear(look);
            browser.open(address, "");
            if (browser.status() != status) {
                findings.add(person + " at " + address + " is answered " + browser.status());
                return;
            }
            examine(person + address, look, "");
            browser.photograph(file(person + address, look));
            browser.complaints().stream()
                    .filter(complaint -> status == 200)
                    .forEach(complaint -> findings.add(person + " at " + address + ": " + complaint));
        }
    }

    /** What people are asked, in Tasklist: the form is ours, the room around it is not. */
    private void asked(String person, String element, Upgrade.Task task) {
        browser.be(person);
        for (Look look : BY_DAY) {
            browser.wear(look);
            browser.open("/camunda/app/tasklist/default/#/?task=" + task.id(), FORM);
            examine(person + "/asked/" + element, look, FORM);
            browser.unroll(look, FORM);
            browser.photograph(file(person + "/asked/" + element, look));
        }
    }

    private void examine(String name, Look look, String part) {
        browser.violations(part).forEach(found -> findings.add(name + ", " + look.inWords() + ": " + found));
        if (look.isPhone() && browser.overflow(part) > 0) {
            findings.add(name + " is " + browser.overflow(part) + " pixels wider than a phone");
        }
    }

    private static String file(String name, Look look) {
        String plain = name.replaceAll("[^A-Za-z0-9-]+", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME)) + "." + look.inWords();
    }

    /** In the browser, because it leads over a page that has no address of its own. */
    private void proposeAModel() {
        browser.wear(Look.DESK_BY_DAY);
        browser.open("/models", "");
        try {
            Path changed = Files.writeString(
                    directory.resolve("monitoring.bpmn"),
                    Files.readString(Path.of("processes", "monitoring.bpmn"))
                            .replace("Next look is due", "Time to look again"));
            browser.all("#files").get(0).sendKeys(changed.toString());
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
        browser.all("#drop button").get(0).click();
        browser.awaitReady("");
        for (Look look : Look.values()) {
            browser.wear(look);
            examine("erik/models/looked-at", look, "");
            browser.photograph(file("erik/models/looked-at", look));
        }
        browser.all("#propose button").get(0).click();
        browser.awaitReady("");
    }

    private static String everyChoice() {
        browser.open("/advisory", "");
        return String.join(
                "&",
                browser.all("input[name=choice]").stream()
                        .map(choice ->
                                "choice=" + URLEncoder.encode(choice.getDomProperty("value"), StandardCharsets.UTF_8))
                        .toList());
    }
}
