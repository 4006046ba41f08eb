package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.Effects;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.record.Journal;

class BracketsTest {

    private static final String AROUND = """
            around:
              - name: silence
                where: alarms.example.com
                do: {run: [amtool, silence, add, "${target.host}"], keep: {id: /silenceID}}
                undo: {run: [amtool, silence, expire, "${kept.id}"]}
              - name: drain
                where: ["lb[1-2].example.com"]
                do: {run: [lb, drain, "${target.host}"]}
                undo: {run: [lb, ready, "${target.host}"]}
            """;

    private final Rooms rooms = Rooms.cleared();
    private final KeptValues kept = new KeptValues(rooms.get(Journal.class), new ObjectMapper());
    private final OpenBrackets open =
            new OpenBrackets(new Brackets(rooms.get(Units.class)), rooms.get(Effects.class), kept);
    private final CloseBrackets close = new CloseBrackets(rooms.get(Effects.class), kept);
    private String key;
    private UnitOfChange unit;

    @BeforeEach
    void aUnitThatIsDrainedAndSilenced() {
        rooms.describe(2, "none", AROUND);
        key = rooms.request();
        unit = rooms.unit(key, 1);
    }

    @Test
    void bracketsAreOpenedOneAfterAnotherAndEachCarriesItsUndo() {
        // when
        List<StepWork.Order> orders = orders(open.prepare(step()));

        // then
        assertThat(orders)
                .extracting(order -> order.turn() + " " + order.target().host() + " " + words(order))
                .containsExactly(
                        "0 alarms.example.com amtool silence add orders1.example.com",
                        "1 lb1.example.com lb drain orders1.example.com",
                        "1 lb2.example.com lb drain orders1.example.com");
        assertThat(orders)
                .extracting(order -> order.undo().orElseThrow().name())
                .containsExactly("silence", "drain", "drain");
    }

    @Test
    void whatSeveralTargetsOfAUnitAskForAlikeIsDoneOnce() {
        // given
        rooms.describe(2, "none", """
                around: [{name: read-only, where: shop.example.com, run: [shop, read-only], undo: [shop, read-write]}]
                """);
        unit = rooms.unit(key, 1, 2);

        // then
        assertThat(orders(open.prepare(step()))).hasSize(1);
    }

    @Test
    void theyAreClosedTheLastOneFirstAndWithWhatWasKept() {
        // given
        opened("e1", "alarms.example.com", "silence", 1, "{\"silenceID\": \"s-17\"}");
        opened("e2", "lb1.example.com", "drain", 2, "ok");

        // when
        StepWork work = close.prepare(step());

        // then
        assertThat(((StepWork.Effects) work).kind()).isEqualTo(EffectKind.BRACKET_UNDO);
        assertThat(orders(work))
                .extracting(order -> order.turn() + " " + words(order) + " of "
                        + order.undoes().orElseThrow())
                .containsExactly("0 undo drain ${kept.other} of e2", "1 undo silence s-17 of e1");
    }

    @Test
    void aDescriptionThatNamesThemNoMoreLeavesNothingOpen() {
        // given
        opened("e1", "lb1.example.com", "drain", 1, "ok");
        rooms.describe(2, "none", "");

        // then
        assertThat(orders(close.prepare(step()))).hasSize(1);
    }

    @Test
    void aBracketThatDidNotPrintWhatClosingItNeedsFailsAtOnceAndStaysOpen() {
        // given
        opened("e1", "alarms.example.com", "silence", 1, "{\"error\": \"who are you\"}");

        // when
        StepAnswer opening = open.conclude(step(), List.of());
        StepAnswer closing = ((StepWork.Known) close.prepare(step())).answer();

        // then
        assertThat(opening.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(closing.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(closing.summary())
                .isEqualTo("silence on alarms.example.com/main printed nothing at /silenceID, which closing it needs;"
                        + " close it by hand");
    }

    @Test
    void aPrintedValueThatWouldMeanSomethingInAnAddressIsNotUsed() {
        // given
        opened("e1", "alarms.example.com", "silence", 1, "{\"silenceID\": \"../../admin?all\"}");

        // then
        assertThat(((StepWork.Known) close.prepare(step())).answer().summary()).contains("printed no plain value");
    }

    @Test
    void otherLinesBesideTheAnswerDoNotHideWhatIsKept() {
        // given
        opened("e1", "alarms.example.com", "silence", 1, "connecting\n{\"silenceID\": 42}\n");

        // then
        assertThat(words(orders(close.prepare(step())).get(0))).isEqualTo("undo silence 42");
    }

    @Test
    void whereNothingWasOpenedNothingIsClosed() {
        // then
        assertThat(((StepWork.Known) close.prepare(step())).answer().outcome()).isEqualTo(StepOutcome.SUCCEEDED);
    }

    private Step step() {
        return new Step(
                "step-1", key, Optional.of(unit.unitId()), "open-brackets", "open-brackets", "p", "task", 1, Map.of());
    }

    private static List<StepWork.Order> orders(StepWork work) {
        return ((StepWork.Effects) work).orders();
    }

    private static String words(StepWork.Order order) {
        return String.join(" ", order.commands().get(0).arguments());
    }

    /** An effect that opened a bracket and printed something. */
    private void opened(String id, String host, String name, int minute, String printed) {
        String target = host + "/main";
        rooms.jdbc
                .sql("insert into target (target, highest_token) values (?, 1)")
                .param(target)
                .update();
        rooms.jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, started_at)
                        values (?, ?, 'open-brackets', 'open-brackets', 'p', ?, 1, 'OPEN', current_timestamp)
                        """).params("step-" + id, key, "task-" + id).update();
        String undo = """
                {"name": "%1$s", "commands": [{"arguments": ["undo", "%1$s", "${kept.%2$s}"], "environment": {},
                    "within": 60, "success": [0]}], "keeps": {%3$s}}
                """.formatted(
                name, name.equals("silence") ? "id" : "other", name.equals("silence") ? "\"id\": \"/silenceID\"" : "");
        rooms.jdbc
                .sql("""
                        insert into effect (effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, planned_at, started_at, settled_at,
                            log_digest, undo)
                        values (?, ?, ?, ?, ?, 'BRACKET_DO', ?, '[]', 'd', 1, 1, 'SETTLED', 'SUCCEEDED',
                            timestamp '2026-01-01 00:00:00' + cast(? as int) * interval '1' minute, current_timestamp, current_timestamp, ?, ?)
                        """)
                .params(
                        id,
                        "step-" + id,
                        key,
                        unit.unitId(),
                        target,
                        "run-" + id,
                        minute,
                        rooms.get(Journal.class).keep(printed).hex(),
                        undo)
                .update();
    }
}
