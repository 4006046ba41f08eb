package org.liftlock.tasks;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.Reason;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.WindowRequest;
import org.liftlock.naming.SystemId;
import org.springframework.stereotype.Component;

/** Reads a request from the fields of the start form. */
@Component
class RequestForm {

    private static final String FORM = "request-upgrade";

    private final FormRules rules;
    private final Descriptions descriptions;

    RequestForm(FormRules rules, Descriptions descriptions) {
        this.rules = rules;
        this.descriptions = descriptions;
    }

    List<String> fields() {
        return rules.fields(FORM);
    }

    UpgradeRequest read(Map<String, Object> given) {
        rules.check(FORM, given);
        Fields fields = new Fields(given, descriptions.site().timeZone());
        UpgradeRequest.Builder request = UpgradeRequest.ask(
                        new SystemId(fields.needed("system")),
                        fields.needed("toVersion"),
                        new Reason(
                                ReasonCategory.valueOf(fields.needed("reasonCategory")),
                                fields.needed("reasonText"),
                                fields.list("advisories")))
                .tickets(fields.list("tickets"));
        fields.text("environment").ifPresent(request::in);
        fields.text("method").ifPresent(request::method);
        fields.text("template").ifPresent(request::template);
        fields.text("training").ifPresent(request::training);
        window(fields).ifPresent(request::window);
        if (fields.ticked("emergency")) {
            request.emergency(fields.needed("symptom"));
            fields.moment("deadline").ifPresent(request::deadline);
        }
        return request.build();
    }

    private static Optional<WindowRequest> window(Fields fields) {
        Optional<LocalDateTime> from = fields.moment("windowFrom");
        Optional<LocalDateTime> to = fields.moment("windowTo");
        if (from.isPresent() != to.isPresent()) {
            throw new AnswerRefused("A window has both ends: fill in \"Window opens\" and \"Window ends\", or neither");
        }
        return from.map(opens -> new WindowRequest.At(opens, to.get()));
    }
}
