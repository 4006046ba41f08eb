package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.liftlock.naming.SystemId;

class RequestRoundTripTest {

    private final Descriptions descriptions =
            Fixtures.written(Fixtures.ORDER_SERVICE).descriptions();

    @Provide
    Arbitrary<UpgradeRequest> requests() {
        Arbitrary<String> versions = Arbitraries.of("2.0", "15.10", "1.26.3-3+deb13u2", "2026", "1e5", "v3", "0x10");
        Arbitrary<Reason> reasons = Combinators.combine(
                        Arbitraries.of(ReasonCategory.class),
                        Arbitraries.strings()
                                .ascii()
                                .ofMinLength(3)
                                .ofMaxLength(40)
                                .filter(text -> !text.isBlank()),
                        Arbitraries.of("CVE-2026-1", "on", "12").list().ofMaxSize(2))
                .as(Reason::new);
        Arbitrary<Optional<WindowRequest>> windows = Arbitraries.of(
                Optional.empty(),
                Optional.of(new WindowRequest.Next()),
                Optional.of(new WindowRequest.InCalendar("sunday", Optional.of(LocalDate.of(2026, 12, 6)))),
                Optional.of(new WindowRequest.At(
                        LocalDateTime.parse("2026-12-06T02:00"), LocalDateTime.parse("2026-12-06T06:00:30"))));
        Arbitrary<Optional<NoAnswer>> answers = Arbitraries.of(NoAnswer.class).optional();
        Arbitrary<List<String>> tickets =
                Arbitraries.of("CHG0042", "7", "true").list().ofMaxSize(2);
        Arbitrary<Duration> lengths = Arbitraries.integers().between(1, 100_000).map(Duration::ofSeconds);
        return Combinators.combine(versions, reasons, windows, answers, tickets, lengths)
                .as((to, reason, window, answer, keys, length) -> {
                    UpgradeRequest.Builder builder = UpgradeRequest.ask(new SystemId("order-service"), to, reason)
                            .in("staging")
                            .tickets(keys)
                            .people(new People(
                                    Optional.of("mia"), Optional.of("carl"), Optional.empty(), List.of("uma")))
                            .watch(new Watch(Optional.of(length), Optional.of("Monday")))
                            .finish(new Finish(length))
                            .tell(new Tell(
                                    Optional.of(length),
                                    Optional.empty(),
                                    Optional.of("text: x"),
                                    Optional.empty(),
                                    false,
                                    true,
                                    false))
                            .order(List.of(new RoleStep("replica", "hold", true)))
                            .accept(Map.of("p95_latency", "+10 %"))
                            .evidence(List.of(new EvidenceFile("notes.pdf", "read")))
                            .bundle(new Bundle(new SystemId("ledger"), "before", "15.18"))
                            .limits(RequestReader.limits(Value.Fields.EMPTY))
                            .overrides(Map.of("vars", Map.of("jobs", 4, "version", "15.10", "fast", true)));
                    window.ifPresent(builder::window);
                    answer.ifPresent(builder::noAnswer);
                    return builder.build();
                });
    }

    @Property(tries = 100)
    void aRequestIsReadBackAsItWasWritten(@ForAll("requests") UpgradeRequest request) {
        assertThat(descriptions.readRequest(descriptions.write(request))).isEqualTo(request);
    }

    @Test
    void aRequestWithoutReasonIsRefusedByName() {
        assertThatThrownBy(() -> descriptions.readRequest("{upgrade: order-service, to: \"2.0\"}"))
                .isInstanceOf(InvalidDescription.class)
                .hasMessageContaining("reason")
                .hasMessageContaining("It is missing; add reason: to it.");
    }

    @Test
    void aRequestForTheVersionItRunsIsRefused() {
        assertThatThrownBy(() -> descriptions.readRequest(Fixtures.RAISE_ORDER_SERVICE + "from: \"2.0\"\n"))
                .hasMessageContaining("would be raised from 2.0 to 2.0");
    }

    @Test
    void aWindowThatEndsBeforeItOpensIsRefused() {
        assertThatThrownBy(() -> descriptions.readRequest(
                        Fixtures.RAISE_ORDER_SERVICE + "window: {from: 2026-12-06T06:00, to: 2026-12-06T02:00}\n"))
                .hasMessageContaining("A window ends after it opens");
    }

    @Test
    void aDayThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> descriptions.readRequest(
                        Fixtures.RAISE_ORDER_SERVICE + "window: {from: 2026-02-30T06:00, to: 2026-03-01T02:00}\n"))
                .isInstanceOf(InvalidDescription.class);
    }

    @Test
    void severalDocumentsAreNoRequest() {
        assertThatThrownBy(
                        () -> descriptions.readRequest(Fixtures.RAISE_ORDER_SERVICE + "---\n" + Fixtures.ORDER_SERVICE))
                .hasMessageContaining("one request");
    }
}
