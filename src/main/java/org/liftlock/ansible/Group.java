package org.liftlock.ansible;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A group while an inventory is read. */
final class Group {

    private final String name;
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Map<String, Integer> children = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    Group(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Set<String> hosts() {
        return hosts;
    }

    /** Groups in it, each with the line that says so. */
    Map<String, Integer> children() {
        return children;
    }

    Map<String, Variable> variables() {
        return variables;
    }
}
