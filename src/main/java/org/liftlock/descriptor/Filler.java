package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/** Replaces the variables of values, and keeps secrets to the places where they stay secret. */
final class Filler {

    private static final Set<String> SECRETS_MAY_STAND = Set.of("env", "stdin", "login", "headers", "bearer", "oidc");
    private static final Pattern SECRET = Pattern.compile("(^|[^A-Za-z0-9])secret:[a-z0-9]");

    private final Scope scope;
    private final Problems problems;
    private final boolean keepOpen;

    Filler(Scope scope, Problems problems) {
        this(scope, problems, false);
    }

    private Filler(Scope scope, Problems problems, boolean keepOpen) {
        this.scope = scope;
        this.problems = problems;
        this.keepOpen = keepOpen;
    }

    /** The same, but leaving open what a bracket will have kept. */
    Filler leavingKeptOpen() {
        return new Filler(scope, problems, true);
    }

    String text(Scalar scalar, String path) {
        return text(scalar, path, false);
    }

    /** Arguments, one for each item; a variable that holds a list gives all of its items, which hold no further list. */
    List<String> arguments(Value value, String path) {
        boolean named = value instanceof Scalar scalar && scope.list(scalar).isPresent();
        Value list = named ? new Items(List.of(value), value.place()) : value;
        if (!(list instanceof Items items)) {
            problems.add(
                    value.place(),
                    path,
                    value instanceof Scalar scalar ? scalar.text() : "",
                    "program and arguments, one item each",
                    "Write a list: run: [program, argument], or let the variable hold one.");
            return List.of();
        }
        List<String> arguments = new ArrayList<>();
        for (int index = 0; index < items.list().size(); index++) {
            Scalar item = (Scalar) items.list().get(index);
            String at = path + "[" + index + "]";
            List<Value> inside = scope.list(item).map(Items::list).orElse(List.of(item));
            inside.forEach(inner -> arguments.add(text((Scalar) inner, at)));
        }
        return arguments;
    }

    /** Names with texts, such as an environment. */
    Map<String, String> texts(Fields fields, String path) {
        Map<String, String> texts = new LinkedHashMap<>();
        boolean secrets = secretsMayStand(path);
        fields.map().forEach((key, value) -> {
            if (value instanceof Scalar scalar) {
                texts.put(key, text(scalar, Paths.join(path, key), secrets));
            }
        });
        return texts;
    }

    String secretText(Scalar scalar, String path) {
        return text(scalar, path, true);
    }

    /** Plain values of a whole tree, variables replaced. */
    Object tree(Value value, String path) {
        return tree(value, path, secretsMayStand(path));
    }

    Map<String, Object> map(Fields fields, String path) {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.map().forEach((key, value) -> map.put(key, tree(value, Paths.join(path, key))));
        return map;
    }

    /** The first size of a store that a value speaks of and nobody has measured yet. */
    Optional<String> unmeasured(Value value) {
        if (value instanceof Scalar scalar) {
            return Template.names(scalar.text()).stream()
                    .filter(name -> name.startsWith("store.") && !scope.isKnown(name))
                    .findFirst();
        }
        Collection<Value> inside = value instanceof Fields fields ? fields.map().values() : ((Items) value).list();
        return inside.stream().flatMap(inner -> unmeasured(inner).stream()).findFirst();
    }

    private Object tree(Value value, String path, boolean secrets) {
        if (value instanceof Fields fields) {
            Map<String, Object> map = new LinkedHashMap<>();
            fields.map()
                    .forEach((key, inner) -> map.put(
                            key, tree(inner, Paths.join(path, key), secrets || SECRETS_MAY_STAND.contains(key))));
            return map;
        }
        if (value instanceof Items items) {
            return IntStream.range(0, items.list().size())
                    .mapToObj(index -> tree(items.list().get(index), path + "[" + index + "]", secrets))
                    .toList();
        }
        Scalar scalar = (Scalar) value;
        if (scalar.form() != Value.Form.TEXT) {
            return Scalars.plain(scalar);
        }
        return scope.list(scalar).isPresent() ? arguments(scalar, path) : text(scalar, path, secrets);
    }

    private String text(Scalar scalar, String path, boolean secrets) {
        String text = scope.fill(scalar, path, keepOpen);
        if (!secrets && SECRET.matcher(text).find()) {
            problems.add(
                    scalar.place(),
                    path,
                    "secret:…",
                    "no secret here, where others can read it",
                    "A secret stands in env, stdin, login or headers.");
        }
        return text;
    }

    private static boolean secretsMayStand(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return SECRETS_MAY_STAND.contains(last);
    }
}
