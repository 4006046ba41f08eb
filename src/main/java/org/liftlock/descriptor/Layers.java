package org.liftlock.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.TargetId;

/**
 * Merges the documents of all layers into one tree. What the site alone says stands under {@code site}, what a request
 * says (and what site, kind, system or template say for it beforehand) under {@code request}, everything else at the top.
 */
final class Layers {

    static final String SITE = "site";
    static final String REQUEST = "request";

    /** What a request asks, and lower layers may answer beforehand. */
    private static final Set<String> OF_REQUEST = Set.of(
            "method",
            "window",
            "people",
            "no_answer",
            "tell",
            "watch",
            "finish",
            "rehearse",
            "order",
            "accept",
            "limits");

    /** What a request may change in the description of its system. */
    static final Set<String> OVERRIDES = Set.of(
            "vars",
            "precheck",
            "checks",
            "artifacts",
            "rollout",
            "reboot",
            "operations",
            "new",
            "old",
            "config",
            "reversible");

    private static final Set<String> OF_SITE =
            Set.of("site", "time_zone", "access", "tickets", "people", "calendars", "around");
    private static final Set<String> MATERIAL_OF_REQUEST = Set.of(
            "upgrade",
            "environment",
            "to",
            "from",
            "method",
            "window",
            "order",
            "finish",
            "bundle",
            "accept",
            "limits");
    private static final List<String> NAMES_OF_TEMPLATE = List.of(
            "standard_change", "system", "covers", "varies", "proven_by", "valid", "needs", "sign_off", "calendar");

    private Layers() {}

    static Fields system(Fields site, Fields kind, Fields system, Problems problems) {
        Fields tree = Fields.EMPTY.with(SITE, ofSite(site));
        tree = Merger.merge(tree, split(without(site, OF_SITE)));
        tree = Merger.merge(tree, split(kind.without("kind", "name", "needs", "look")));
        return Merger.merge(tree, split(expanded(system, problems)));
    }

    /** What the site alone says. */
    static Fields ofSite(Fields site) {
        Fields own = site.only(OF_SITE).without("site");
        return site.get("site").map(name -> own.with("name", name)).orElse(own);
    }

    static Fields request(Fields system, Fields template, Fields request) {
        Fields prepared = Merger.merge(system, under(REQUEST, defaults(template)));
        Fields changes = request.only(OVERRIDES).without("reversible");
        Fields asked = nextWindow(prepared.fields(REQUEST), without(request, OVERRIDES));
        Fields merged = Merger.merge(Merger.merge(prepared, changes), under(REQUEST, asked));
        return request.get("reversible").map(value -> reversible(merged, value)).orElse(merged);
    }

    /** What a template says for the requests that follow it; its calendar is where they find their window. */
    private static Fields defaults(Fields template) {
        Fields rest = template.without(NAMES_OF_TEMPLATE.toArray(String[]::new));
        return template.get("calendar")
                .map(calendar -> rest.with("window", new Fields(Map.of("calendar", calendar), calendar.place())))
                .orElse(rest);
    }

    /** The next window means the next one of the calendar that template or system name, if they do. */
    private static Fields nextWindow(Fields below, Fields request) {
        boolean next = request.text("window").isPresent();
        return next && below.fields("window").map().containsKey("calendar") ? request.without("window") : request;
    }

    /** What a request says about the way back counts for the method it uses. */
    private static Fields reversible(Fields merged, Value value) {
        Fields methods = merged.fields("methods");
        String method = merged.fields(REQUEST)
                .text("method")
                .orElseGet(() -> methods.map().keySet().stream().findFirst().orElse(""));
        return methods.map().containsKey(method)
                ? merged.with(
                        "methods", methods.with(method, methods.fields(method).with("reversible", value)))
                : merged;
    }

    /** What an approval is about; names, people and words are not. */
    static Fields material(Fields merged) {
        Fields site = merged.fields(SITE).only(Set.of("access", "around", "time_zone"));
        Fields request = merged.fields(REQUEST).only(MATERIAL_OF_REQUEST);
        return merged.without("name", "owner", "users", "used_by", "criticality")
                .with(SITE, site)
                .with(REQUEST, request);
    }

    private static Fields split(Fields document) {
        Fields rest = without(document, OF_REQUEST);
        Fields request = document.only(OF_REQUEST);
        return request.map().isEmpty() ? rest : rest.with(REQUEST, request);
    }

    private static Fields under(String key, Fields fields) {
        return new Fields(Map.of(key, fields), fields.place());
    }

    private static Fields without(Fields fields, Set<String> keys) {
        return fields.without(keys.toArray(String[]::new));
    }

    /** Patterns of hosts are written out, so that what is said of one host can be laid over what is said of all. */
    private static Fields expanded(Fields system, Problems problems) {
        Fields environments = system.fields("environments");
        Fields changed = environments;
        for (String name : environments.map().keySet()) {
            Fields environment = (Fields) environments.fields(name).in(Layer.ENVIRONMENT);
            Fields targets = environment.fields("targets");
            Map<String, Value> all = new LinkedHashMap<>();
            targets.map().forEach((pattern, value) -> {
                String path = Paths.join("environments." + name + ".targets", pattern);
                for (TargetId target : Hosts.expand(pattern, value.place(), path, problems)) {
                    Fields said = (Fields) value.in(Layer.TARGET);
                    all.merge(target.toString(), said, (below, above) -> Merger.merge((Fields) below, (Fields) above));
                }
            });
            changed = changed.with(name, environment.with("targets", new Fields(all, targets.place())));
        }
        return system.with("environments", changed);
    }
}
