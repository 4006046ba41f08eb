package org.liftlock.descriptor;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** Merges the layers of a library for a system or a request, and says everything that does not fit together. */
final class Describer {

    private final Library library;

    Describer(Library library) {
        this.library = library;
    }

    /** The system as its files tell it, before anybody asks for an upgrade. */
    SystemDescription system(Document system) {
        return whole(system).description();
    }

    /** Looks at every target with the usual method (with every one, when none is named), as if it were raised today; throws what is wrong. */
    void prove(Document system) {
        Whole whole = whole(system);
        Problems problems = new Problems();
        StepRoles.check(whole.merged(), whole.description(), problems);
        Map<String, Method> all = whole.description().methods();
        Optional<Method> usual =
                whole.merged().fields(Layers.REQUEST).text("method").map(all::get);
        List<Optional<Method>> methods = usual.isPresent() || all.isEmpty()
                ? List.of(usual)
                : all.values().stream().map(Optional::of).toList();
        for (Optional<Method> method : methods) {
            preview(reader(whole, method), whole.description().environments().values(), problems);
        }
        problems.orThrow();
    }

    Map<String, CheckSpec> versions(Document system, String environment, TargetId target) {
        return reader(whole(system), Optional.empty()).versions(environment, target);
    }

    WhatToRead toRead(Document system, String environment, TargetId target, Map<String, String> more) {
        return reader(whole(system), Optional.empty()).toRead(environment, target, more);
    }

    UpgradeDescription upgrade(Document request) {
        Problems problems = new Problems();
        Optional<Document> system = library.system(request.name());
        if (system.isEmpty()) {
            problems.unknown(
                    request.fields().map().get("upgrade").place(),
                    "upgrade",
                    request.name(),
                    "a system",
                    library.systems());
        }
        Optional<Document> template = template(request, problems);
        problems.orThrow();
        Fields base = merged(system.orElseThrow(), problems);
        problems.orThrow();
        Fields merged = Layers.request(base, template.map(Document::fields).orElse(Fields.EMPTY), request.fields());
        SystemDescription description = new SystemReader(merged, problems).read();
        Optional<UpgradeRequest> completed = completed(merged, request, problems);
        completed.ifPresent(asked -> new RequestCheck(merged, description, asked, problems).check());
        Optional<Method> method = method(merged, description, problems);
        problems.orThrow();
        TargetReader reader = new TargetReader(merged, description, completed, method, this::other);
        preview(reader, reached(description, completed.orElseThrow()), problems);
        problems.orThrow();
        return new UpgradeDescription(
                description,
                completed.orElseThrow(),
                method.orElseThrow(),
                reader,
                Canonical.digest(Layers.material(merged)));
    }

    /** What the request says, completed by what the lower layers say for it. */
    private static Optional<UpgradeRequest> completed(Fields merged, Document request, Problems problems) {
        Fields whole =
                Merger.merge(merged.fields(Layers.REQUEST), request.fields().only(Layers.OVERRIDES));
        return new RequestReader(whole, problems).read();
    }

    private Fields merged(Document system, Problems problems) {
        Fields site = library.site().map(Document::fields).orElse(Fields.EMPTY);
        String named = system.fields().text("kind").orElse("");
        Optional<Document> kind = library.kind(named);
        if (kind.isEmpty()) {
            problems.unknown(system.fields().map().get("kind").place(), "kind", named, "a kind", library.kinds());
        }
        Fields ofKind = kind.map(Document::fields).orElse(Fields.EMPTY);
        Fields merged = Layers.system(site, ofKind, system.fields(), problems);
        needs(ofKind, system, merged, problems);
        return merged;
    }

    /** A kind says which variables only the system can know. */
    private static void needs(Fields kind, Document system, Fields merged, Problems problems) {
        for (String needed : kind.texts("needs")) {
            boolean everywhere = merged.fields("vars").map().containsKey(needed)
                    || merged.fields("environments").map().keySet().stream()
                            .map(name -> merged.fields("environments").fields(name))
                            .allMatch(environment ->
                                    environment.fields("vars").map().containsKey(needed)
                                            || environment.fields("targets").map().keySet().stream()
                                                    .allMatch(target -> environment
                                                            .fields("targets")
                                                            .fields(target)
                                                            .fields("vars")
                                                            .map()
                                                            .containsKey(needed)));
            if (!everywhere) {
                problems.add(
                        system.fields().place(),
                        "vars." + needed,
                        "",
                        "a value that kind " + kind.text("kind").orElse("") + " needs",
                        "Add it under vars of the system, or of each environment.");
            }
        }
    }

    private Optional<Document> template(Document request, Problems problems) {
        Optional<String> named = request.fields().text("template");
        Optional<Document> template = named.flatMap(library::template);
        if (named.isPresent() && template.isEmpty()) {
            problems.add(
                    request.fields().map().get("template").place(),
                    "template",
                    named.get(),
                    "a standard change that is described and approved",
                    "Describe it as standard_change, or leave template out; then people approve the request itself.");
        }
        return template;
    }

    private static Optional<Method> method(Fields merged, SystemDescription system, Problems problems) {
        Fields request = merged.fields(Layers.REQUEST);
        Set<String> known = system.methods().keySet();
        Optional<String> named = request.text("method");
        if (named.isPresent() && !known.contains(named.get())) {
            problems.unknown(request.map().get("method").place(), "method", named.get(), "a method", known);
            return Optional.empty();
        }
        if (named.isEmpty() && known.size() != 1) {
            problems.add(
                    request.place(),
                    "method",
                    "",
                    known.isEmpty() ? "a method" : "one of the methods " + String.join(", ", known),
                    known.isEmpty()
                            ? "Neither the kind nor the system says how the change is made; add methods."
                            : "Say which one: method: " + known.iterator().next());
            return Optional.empty();
        }
        return Optional.of(
                system.methods().get(named.orElseGet(() -> known.iterator().next())));
    }

    /** The environment to be raised, and the one it is rehearsed in. */
    private static Collection<EnvironmentSpec> reached(SystemDescription system, UpgradeRequest request) {
        Set<EnvironmentSpec> reached = new LinkedHashSet<>();
        reached.add(system.environments().get(request.environment()));
        request.rehearse()
                .flatMap(Rehearse::where)
                .map(system.environments()::get)
                .or(() -> system.standInFor(request.environment()))
                .ifPresent(reached::add);
        return reached;
    }

    private static void preview(TargetReader reader, Collection<EnvironmentSpec> environments, Problems problems) {
        for (EnvironmentSpec environment : environments) {
            for (TargetId target : environment.targets().keySet()) {
                try {
                    reader.resolve(environment.name(), target, Map.of(), Scope.Later.SHOW);
                } catch (InvalidDescription invalid) {
                    problems.addAll(invalid.problems());
                }
            }
        }
    }

    private Whole whole(Document system) {
        Problems problems = new Problems();
        Fields merged = merged(system, problems);
        problems.orThrow();
        SystemDescription description = new SystemReader(merged, problems).read();
        problems.orThrow();
        return new Whole(merged, description);
    }

    private TargetReader reader(Whole whole, Optional<Method> method) {
        return new TargetReader(whole.merged(), whole.description(), Optional.empty(), method, this::other);
    }

    private Optional<TargetReader> other(SystemId system) {
        return library.system(system.value()).map(document -> reader(whole(document), Optional.empty()));
    }

    /** The merged values of a system, and what they mean. */
    private record Whole(Fields merged, SystemDescription description) {}
}
