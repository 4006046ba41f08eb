package org.liftlock.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a request as the document it could have been read from. */
final class RequestWriter {

    private RequestWriter() {}

    static String write(UpgradeRequest request) {
        return Canonical.write(tree(request));
    }

    static Map<String, Object> tree(UpgradeRequest request) {
        Map<String, Object> tree = new LinkedHashMap<>(request.overrides());
        tree.put("upgrade", request.system().value());
        tree.put("environment", request.environment());
        tree.put("to", request.to());
        put(tree, "from", request.from());
        tree.put("reason", reason(request.reason()));
        put(tree, "tickets", request.tickets());
        put(tree, "method", request.method());
        put(tree, "window", request.window().map(RequestWriter::window));
        put(tree, "people", people(request.people()));
        put(tree, "no_answer", request.noAnswer().map(Enums::write));
        put(tree, "emergency", request.emergency());
        put(tree, "deadline", request.deadline().map(String::valueOf));
        put(tree, "template", request.template());
        put(tree, "tell", request.tell().map(RequestWriter::tell));
        put(tree, "watch", request.watch().map(RequestWriter::watch));
        put(tree, "finish", request.finish().map(finish -> Map.of("wait", Durations.write(finish.waiting()))));
        put(tree, "rehearse", request.rehearse().map(RequestWriter::rehearse));
        put(tree, "order", request.order().stream().map(RequestWriter::step).toList());
        put(tree, "accept", request.accept());
        put(tree, "known", request.known());
        put(tree, "training", request.training());
        put(
                tree,
                "evidence",
                request.evidence().stream()
                        .map(file -> Map.of("file", file.file(), "says", file.says()))
                        .toList());
        Map<String, Object> limits = new LinkedHashMap<>();
        request.limits().named().forEach((name, length) -> limits.put(name, Durations.write(length)));
        put(tree, "limits", limits);
        put(
                tree,
                "bundle",
                request.bundle()
                        .map(bundle ->
                                Map.of("with", bundle.with().value(), "when", bundle.when(), "to", bundle.to())));
        return tree;
    }

    private static Map<String, Object> reason(Reason reason) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("category", Enums.write(reason.category()));
        tree.put("text", reason.text());
        put(tree, "advisories", reason.advisories());
        return tree;
    }

    private static Object window(WindowRequest window) {
        if (window instanceof WindowRequest.At at) {
            return Map.of("from", at.from().toString(), "to", at.to().toString());
        }
        if (window instanceof WindowRequest.InCalendar in) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("calendar", in.calendar());
            put(tree, "not_before", in.notBefore().map(String::valueOf));
            return tree;
        }
        return "next";
    }

    private static Map<String, Object> people(People people) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "decider", people.decider());
        put(tree, "deputy", people.deputy());
        put(tree, "engineer", people.engineer());
        put(tree, "sign_off", people.signOff());
        return tree;
    }

    private static Map<String, Object> tell(Tell tell) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "before", tell.before().map(Durations::write));
        put(tree, "group", tell.group());
        put(tree, "text", tell.text());
        put(tree, "avoid", tell.avoid());
        tree.put("unavailable", tell.unavailable());
        tree.put("customers", tell.customers());
        tree.put("after", tell.after());
        return tree;
    }

    private static Map<String, Object> watch(Watch watch) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "for", watch.length().map(Durations::write));
        put(tree, "through", watch.through());
        return tree;
    }

    private static Map<String, Object> rehearse(Rehearse rehearse) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "where", rehearse.where());
        put(tree, "data", rehearse.data());
        tree.put("load", rehearse.load());
        return tree;
    }

    private static Map<String, Object> step(RoleStep step) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("role", step.role());
        tree.put("do", step.operation());
        put(tree, "after", step.afterSignOff() ? Optional.of("sign-off") : Optional.empty());
        return tree;
    }

    /** What is empty is left out: it says nothing. */
    private static void put(Map<String, Object> tree, String key, Object value) {
        Object inner = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        boolean nothing = inner == null
                || inner instanceof List<?> list && list.isEmpty()
                || inner instanceof Map<?, ?> map && map.isEmpty();
        if (!nothing) {
            tree.put(key, inner);
        }
    }
}
