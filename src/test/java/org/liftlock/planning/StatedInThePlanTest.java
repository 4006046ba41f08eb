package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Upgrades;

/** What a plan has to say about its tests (R04), mixed versions (R11) and what is new to users (R45). */
class StatedInThePlanTest {

    private Rooms rooms;

    @BeforeEach
    void rooms() {
        rooms = Rooms.cleared();
    }

    @Test
    void theChecksAreKeptWithTheReason() {
        assertThat(TestScope.check(asked("feature", ""))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.TELLS);
            assertThat(finding.sentence())
                    .isEqualTo("Accepted for the reason \"feature\" when these pass: works (core)");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security-fix   |                                          | really there",
                "serious-bug    |                                          | really there",
                "serious-bug    | 'checks: [{id: rounded, run: [round]}]'  |",
                "performance    |                                          | how fast",
                "performance    | 'accept: {p95_latency: \"+10 %\"}'       |",
                "performance    | 'checks: [{id: fast, run: [ask], within: 2s}]' |",
                "end-of-support |                                          | reads back",
                "optional       |                                          |"
            })
    void whatTheReasonAsksForAndNoCheckCoversIsFound(String category, String more, String gap) {
        Optional<String> found = TestScope.check(asked(category, more == null ? "" : more + "\n")).stream()
                .filter(finding -> finding.severity() == Severity.WARNS)
                .map(Finding::sentence)
                .findFirst();

        if (gap == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains(gap));
        }
    }

    @Test
    void oneTargetMixesNoVersions() {
        assertThat(MixedVersions.check(asked("feature", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | WARNS  | 3 units are raised one after another, and nothing says",
                "'rollout: {mixed: 2h}'                      | TELLS  | side by side for 2h",
                "'rollout: {mixed: 2h, watch_pilot: 3h}'     | BLOCKS | The pilot alone is watched for 3h"
            })
    void whetherSeveralTargetsMayServeByTwoVersionsIsStated(String rollout, Severity severity, String sentence) {
        rooms.describe(3, "none", rollout);

        assertThat(MixedVersions.check(asked("feature", ""))).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).contains(sentence);
        });
    }

    @Test
    void whereAllTargetsAreRaisedTogetherNoVersionsMix() {
        rooms.describe(3, "none", "rollout: together");

        assertThat(MixedVersions.check(asked("feature", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rollout: {keep_up: 2}'                 |",
                "'rollout: {keep_up: 3}'                 | 3 of 3 targets are to stay in service, but raising one unit takes 1 out",
                "'rollout: {keep_up: 1, together: true}' | 1 of 3 targets are to stay in service, but raising one unit takes 3 out"
            })
    void whatKeepsAnyUnitFromBeingRaisedIsFound(String rollout, String sentence) {
        rooms.describe(3, "none", rollout);

        assertThat(EnoughInService.check(asked("feature", "")))
                .extracting(Finding::sentence)
                .isEqualTo(sentence == null ? List.of() : List.of(sentence));
    }

    @Test
    void aChangeOfFunctionsSaysWhatIsNewToUsers() {
        assertThat(Guidance.check(asked("feature", ""))).isEmpty();

        rooms.jdbc
                .sql("update upgrade set request = regexp_replace(request, '\"training\":\"[^\"]*\",', '')")
                .update();
        assertThat(Guidance.check(rooms.get(Upgrades.class).describe(newest())))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{id: works, core: true, run: [works]}                          | orders1.example.com/main, orders2.example.com/main",
                "{id: works, core: true, run: [works], only_reads: true}        |",
                "{id: listens, core: true, tcp: \"orders:80\"}                    |",
                "{id: page, core: true, http: \"http://${target.host}/\"}         |",
                "{id: page, core: true, http: \"http://orders/\", method: POST}   | orders1.example.com/main, orders2.example.com/main",
                "{id: port, core: true, tcp: \"orders:80\", when: finished}        | orders1.example.com/main, orders2.example.com/main"
            })
    void whatNobodyWillBeAbleToCompareAfterwardsIsSaidBeforehandAndBlocksNothing(String check, String targets) {
        rooms.describe(2, "none", "checks: [" + check + "]\n");

        List<Finding> found = WatchScope.check(asked("feature", ""));

        assertThat(found)
                .extracting(Finding::sentence)
                .isEqualTo(
                        targets == null
                                ? List.of()
                                : List.of("Nothing is measured, neither before nor after, of " + targets
                                        + ", so nobody will be told whether it is worse than before"));
        assertThat(found).extracting(Finding::severity).doesNotContain(Severity.BLOCKS);
    }

    @Test
    void nothingHasToBeMeasuredOfWhatIsHeldOutOfUse() {
        rooms.describe(2, "none", "replica: {hold: {run: [hold]}, rebuild: {run: [rebuild]}}");
        rooms.redescribe(
                "{\"orders[1-2].example.com\": {}}",
                "{orders1.example.com: {role: primary}, orders2.example.com: {role: replica}}");

        assertThat(WatchScope.check(asked("feature", """
                        order:
                          - {role: replica, do: hold}
                          - {role: primary, do: apply}
                          - {role: replica, do: rebuild, after: sign-off}
                        """)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("of orders1.example.com/main, so"));
    }

    @Test
    void whereNoFunctionChangesNothingIsNewToUsers() {
        assertThat(Guidance.check(asked("serious-bug", ""))).isEmpty();
    }

    private UpgradeDescription asked(String category, String more) {
        String key = rooms.request(more);
        rooms.jdbc
                .sql("update upgrade set request = replace(request, '\"feature\"', ?)")
                .param("\"" + category + "\"")
                .update();
        return rooms.get(Upgrades.class).describe(key);
    }

    private String newest() {
        List<String> keys = rooms.jdbc
                .sql("select upgrade_key from upgrade order by upgrade_key desc")
                .query(String.class)
                .list();
        return keys.get(0);
    }
}
