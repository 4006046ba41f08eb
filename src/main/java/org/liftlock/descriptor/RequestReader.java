package org.liftlock.descriptor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.SystemId;

/** Makes a request of a document whose form has been checked. */
final class RequestReader {

    private final Fields request;
    private final Problems problems;

    RequestReader(Fields request, Problems problems) {
        this.request = request;
        this.problems = problems;
    }

    /** Empty when something in it cannot be; the problems tell what. */
    Optional<UpgradeRequest> read() {
        try {
            return Optional.of(request());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            problems.add(request.place(), "", "", "a request that can be carried out", wrong.getMessage() + ".");
            return Optional.empty();
        }
    }

    private UpgradeRequest request() {
        UpgradeRequest.Builder builder = UpgradeRequest.ask(
                        new SystemId(request.text("upgrade").orElse("")),
                        request.text("to").orElse(""),
                        reason())
                .in(request.text("environment").orElse(UpgradeRequest.PRODUCTION))
                .tickets(request.texts("tickets"))
                .people(people())
                .order(order())
                .accept(accept())
                .known(request.texts("known"))
                .evidence(evidence())
                .limits(limits(request.fields("limits")))
                .overrides(overrides());
        request.text("from").ifPresent(builder::from);
        request.text("method").ifPresent(builder::method);
        window().ifPresent(builder::window);
        request.text("no_answer").map(word -> Enums.read(NoAnswer.class, word)).ifPresent(builder::noAnswer);
        request.text("emergency").ifPresent(builder::emergency);
        request.text("deadline").map(LocalDateTime::parse).ifPresent(builder::deadline);
        request.text("template").ifPresent(builder::template);
        request.text("training").ifPresent(builder::training);
        part("tell").map(this::tell).ifPresent(builder::tell);
        part("watch")
                .map(watch -> new Watch(duration(watch, "for"), watch.text("through")))
                .ifPresent(builder::watch);
        part("finish")
                .map(finish -> new Finish(duration(finish, "wait").orElse(Duration.ZERO)))
                .ifPresent(builder::finish);
        part("rehearse")
                .map(rehearse ->
                        new Rehearse(rehearse.text("where"), rehearse.text("data"), rehearse.truth("load", false)))
                .ifPresent(builder::rehearse);
        part("bundle")
                .map(bundle -> new Bundle(
                        new SystemId(bundle.text("with").orElse("")),
                        bundle.text("when").orElse(""),
                        bundle.text("to").orElse("")))
                .ifPresent(builder::bundle);
        return builder.build();
    }

    private Reason reason() {
        Fields reason = request.fields("reason");
        return new Reason(
                Enums.read(ReasonCategory.class, reason.text("category").orElse("")),
                reason.text("text").orElse(""),
                reason.texts("advisories"));
    }

    private People people() {
        Fields people = request.fields("people");
        return new People(
                people.text("decider"), people.text("deputy"), people.text("engineer"), people.texts("sign_off"));
    }

    private Optional<WindowRequest> window() {
        if (request.text("window").isPresent()) {
            return Optional.of(new WindowRequest.Next());
        }
        return part("window")
                .map(window -> window.text("calendar")
                        .<WindowRequest>map(calendar -> new WindowRequest.InCalendar(
                                calendar, window.text("not_before").map(LocalDate::parse)))
                        .orElseGet(() -> new WindowRequest.At(
                                LocalDateTime.parse(window.text("from").orElse("")),
                                LocalDateTime.parse(window.text("to").orElse("")))));
    }

    private Tell tell(Fields tell) {
        return new Tell(
                duration(tell, "before"),
                tell.text("group"),
                tell.text("text"),
                tell.text("avoid"),
                tell.truth("unavailable", Tell.USUAL.unavailable()),
                tell.truth("customers", Tell.USUAL.customers()),
                tell.truth("after", Tell.USUAL.after()));
    }

    private List<RoleStep> order() {
        return request.items("order").stream()
                .map(value -> (Fields) value)
                .map(step -> new RoleStep(
                        step.text("role").orElse(""),
                        step.text("do").orElse(""),
                        step.text("after").isPresent()))
                .toList();
    }

    private Map<String, String> accept() {
        Map<String, String> accept = new LinkedHashMap<>();
        request.fields("accept").map().forEach((name, value) -> accept.put(name, ((Scalar) value).text()));
        return accept;
    }

    private List<EvidenceFile> evidence() {
        return request.items("evidence").stream()
                .map(value -> (Fields) value)
                .map(file -> new EvidenceFile(
                        file.text("file").orElse(""), file.text("says").orElse("")))
                .toList();
    }

    static Limits limits(Fields limits) {
        return new Limits(
                duration(limits, "prepare"),
                duration(limits, "back_up"),
                duration(limits, "apply"),
                duration(limits, "verify"),
                duration(limits, "roll_back"),
                duration(limits, "tell"),
                duration(limits, "margin"));
    }

    private Map<String, Object> overrides() {
        Map<String, Object> overrides = new LinkedHashMap<>();
        request.only(Layers.OVERRIDES).map().forEach((key, value) -> overrides.put(key, value.asPlain()));
        return overrides;
    }

    private Optional<Fields> part(String key) {
        return request.get(key).filter(Fields.class::isInstance).map(Fields.class::cast);
    }

    private static Optional<Duration> duration(Fields fields, String key) {
        return fields.text(key).flatMap(Durations::parse);
    }
}
