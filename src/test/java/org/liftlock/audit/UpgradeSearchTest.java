package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;

/** Which upgrades are found. */
class UpgradeSearchTest {

    private static final Sight OTTO = Sight.ofEverything("otto");

    private static final String REFERENCES =
            ", \"reason\": {\"category\": \"security-fix\", \"text\": \"Close the hole in the parser\","
                    + " \"advisories\": [\"CVE-2026-1234\"]}, \"tickets\": [\"CHG-77\"]";

    private Register register;
    private UpgradeSearch search;

    Rooms rooms() {
        return Rooms.cleared();
    }

    @BeforeEach
    void someUpgrades() {
        register = new Register(rooms());
        search = register.rooms.get(UpgradeSearch.class);
        register.add(1, "order-service", "erik", "RAISED", 0, "Customers get a record of their own");
        register.add(2, "orders-db", "erik", "BACK_AS_BEFORE", 1, "Close the hole in the parser", REFERENCES);
        register.add(3, "order-service", "paula", "CANCELLED", 2, "Faster reports for the order desk");
        register.add(4, "web-edge", "paula", null, 3, "Certificates are renewed without a restart");
        register.read("UPG-2026-0002", "pg1.example.com", "postgresql", "15.18", Register.FIRST);
        register.approve("UPG-2026-0002", "ana", "Keep the desk informed");
        index();
    }

    private void index() {
        register.rooms.get(SearchIndex.class).catchUp();
    }

    @Test
    void withoutAWordAllAreListedTheNewestFirst() {
        assertThat(found(Map.of())).containsExactly("0004", "0003", "0002", "0001");
    }

    @Test
    void eachCriterionFindsWhatFulfilsIt() {
        assertThat(found(Map.of("system", "order-service"))).containsExactly("0003", "0001");
        assertThat(found(Map.of("environment", "production"))).hasSize(4);
        assertThat(found(Map.of("environment", "staging"))).isEmpty();
        assertThat(found(Map.of("person", "paula"))).containsExactly("0004", "0003");
        assertThat(found(Map.of("person", "ana"))).containsExactly("0002");
        assertThat(found(Map.of("outcome", "CANCELLED"))).containsExactly("0003");
        assertThat(found(Map.of("outcome", "open"))).containsExactly("0004");
        assertThat(found(Map.of("rule", "R12"))).hasSize(4);
        assertThat(found(Map.of("rule", "R13"))).isEmpty();
        assertThat(found(Map.of("version", "15.18"))).containsExactly("0002");
        assertThat(found(Map.of("version", "PostgreSQL 15.18"))).containsExactly("0002");
        assertThat(found(Map.of("version", "orders-db 2.0"))).containsExactly("0002");
        assertThat(found(Map.of("ticket", "chg-77"))).containsExactly("0002");
        assertThat(found(Map.of("advisory", "CVE-2026-1234"))).containsExactly("0002");
        assertThat(found(Map.of("text", "the hole"))).containsExactly("0002");
        assertThat(found(Map.of("text", "desk"))).containsExactly("0003", "0002");
        assertThat(found(Map.of("text", "hole customers"))).isEmpty();
    }

    @Test
    void allThatIsSaidHasToHold() {
        assertThat(found(Map.of("system", "order-service", "person", "erik"))).containsExactly("0001");
        assertThat(found(Map.of("system", "order-service", "outcome", "CANCELLED", "text", "reports")))
                .containsExactly("0003");
    }

    @Test
    void bothDaysOfATimeCount() {
        assertThat(found(Map.of("from", "2026-03-02", "until", "2026-03-03"))).containsExactly("0003", "0002");
        assertThat(found(Map.of("from", "2026-03-02", "person", "erik"))).containsExactly("0002");
    }

    @Test
    void pageFollowsPageWithoutGapOrRepetitionAlsoWhenMoreComeInMeanwhile() {
        List<String> read = new ArrayList<>();
        Optional<Place> before = Optional.empty();
        int number = 5;
        do {
            UpgradeSearch.Page page =
                    search.find(UpgradeQuery.of(Map.of("environment", "production")), OTTO, before, 1);
            read.addAll(page.keys());
            before = page.next().map(place -> Place.parse(place.toString()));
            register.add(number, "web-edge", "erik", null, number, "More of it");
            number++;
            index();
        } while (before.isPresent());

        assertThat(read).extracting(UpgradeSearchTest::number).containsExactly("0004", "0003", "0002", "0001");
    }

    @Test
    void whatIsToldLaterIsFoundLater() {
        register.tell("UPG-2026-0001", "carl", "note", "The printer in hall seven stayed silent");
        assertThat(found(Map.of("text", "printer"))).isEmpty();

        index();

        assertThat(found(Map.of("text", "printer"))).containsExactly("0001");
        assertThat(found(Map.of("person", "carl"))).containsExactly("0001");
    }

    @Test
    void anOutcomeThatIsNoLongerTrueIsNoLongerFound() {
        register.rooms
                .jdbc
                .sql("update upgrade set outcome = 'RAISED' where upgrade_key = 'UPG-2026-0004'")
                .update();
        register.tell("UPG-2026-0004", "process", "closed", "Upgrade closed");
        index();

        assertThat(found(Map.of("outcome", "open"))).isEmpty();
        assertThat(found(Map.of("outcome", "RAISED"))).containsExactly("0004", "0001");
    }

    @Test
    void anIndexThatWasEmptiedIsFilledAgain() {
        register.rooms.jdbc.sql("delete from search_term").update();
        register.rooms.jdbc.sql("update search_state set seq = 0").update();

        index();

        assertThat(found(Map.of("person", "ana"))).containsExactly("0002");
    }

    @Test
    void whoDoesNotSeeAllSeesTheOwnSystemsAndWhatTheyAskedFor() {
        Sight erik = Sight.of(Set.of("web-edge"), "erik");

        assertThat(found(Map.of(), erik)).containsExactly("0004", "0002", "0001");
        assertThat(found(Map.of("system", "order-service"), erik)).containsExactly("0001");
        assertThat(found(Map.of(), Sight.of(Set.of(), "uma"))).isEmpty();
        assertThat(search.count(UpgradeQuery.of(Map.of("person", "paula")), erik))
                .isEqualTo(1);
    }

    @Test
    void theSameSearchIsWrittenTheSameAndReadBack() {
        UpgradeQuery query = UpgradeQuery.of(
                Map.of("text", "a hole & more", "person", " erik ", "from", "2026-03-01", "size", "9", "rule", ""));

        assertThat(query.link()).isEqualTo("from=2026-03-01&person=erik&text=a+hole+%26+more");
        assertThat(UpgradeQuery.of(query.written())).isEqualTo(query);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> UpgradeQuery.of(Map.of("until", "yesterday")))
                .hasMessageContaining("until: \"yesterday\" is no day");
        assertThatThrownBy(() -> UpgradeQuery.of(Map.of("from", "2026-03-02", "until", "2026-03-01")))
                .hasMessageContaining("exchange the two");
        assertThatThrownBy(() -> UpgradeQuery.of(Map.of("text", "?!"))).hasMessageContaining("holds no word");
        assertThatThrownBy(() -> Place.parse("x")).hasMessageContaining("no place in a list");
    }

    private List<String> found(Map<String, String> typed) {
        return found(typed, OTTO);
    }

    private List<String> found(Map<String, String> typed, Sight sight) {
        UpgradeQuery query = UpgradeQuery.of(typed);
        List<String> keys = search.find(query, sight, Optional.empty(), 50).keys();
        assertThat(search.count(query, sight)).isEqualTo(keys.size());
        return keys.stream().map(UpgradeSearchTest::number).toList();
    }

    private static String number(String key) {
        return key.substring(key.length() - 4);
    }
}
