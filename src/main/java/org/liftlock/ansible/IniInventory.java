package org.liftlock.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the INI form: sections of hosts, of children and of variables. */
final class IniInventory {

    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::([a-z]+))?]\\s*([#;].*)?");
    private static final Pattern HOST = Pattern.compile("((?:[^:\\[\\]\\s]|\\[[^\\]]*])+)(?::(\\d{1,5}))?");

    private enum Part {
        HOSTS,
        CHILDREN,
        VARS
    }

    private final Groups groups;
    private final Map<String, Integer> varsOf = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>(List.of(Groups.ALL, Groups.UNGROUPED));
    private Group group;
    private Part part = Part.HOSTS;

    private IniInventory(Groups groups) {
        this.groups = groups;
        this.group = groups.group(Groups.UNGROUPED);
    }

    static void read(String text, Groups groups) {
        IniInventory inventory = new IniInventory(groups);
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#") && !stripped.startsWith(";")) {
                inventory.line(stripped, number);
            }
        }
        inventory.varsOf.forEach((name, line) -> {
            if (!inventory.known.contains(name)) {
                groups.problem(line, "[" + name + ":vars] gives variables to a group that is not here.");
            }
        });
    }

    private void line(String line, int number) {
        if (line.startsWith("[")) {
            section(line, number);
            return;
        }
        switch (part) {
            case HOSTS -> host(line, number);
            case CHILDREN -> child(line, number);
            case VARS -> variable(line, number);
        }
    }

    private void section(String line, int number) {
        Matcher parts = SECTION.matcher(line);
        String kind = parts.matches() && parts.group(2) != null ? parts.group(2) : "hosts";
        if (!parts.matches() || !List.of("hosts", "children", "vars").contains(kind)) {
            groups.problem(number, "\"" + line + "\" is no section; write [group], [group:children] or [group:vars].");
            // What follows belongs to nothing that is known.
            group = new Group("");
            part = Part.HOSTS;
            return;
        }
        String name = parts.group(1);
        part = Part.valueOf(kind.toUpperCase(Locale.ROOT));
        if (part == Part.VARS) {
            varsOf.putIfAbsent(name, number);
        } else {
            known.add(name);
        }
        group = groups.group(name);
    }

    private void host(String line, int number) {
        List<String> words = words(line, number);
        if (words.isEmpty()) {
            return;
        }
        Matcher named = HOST.matcher(words.get(0));
        if (!named.matches() || words.get(0).contains("=")) {
            groups.problem(
                    number,
                    "\"" + words.get(0) + "\" is no host; a line begins with a host, host:port or a range such as"
                            + " web[01:08], and variables follow it as name=value.");
            return;
        }
        Map<String, Variable> variables = new LinkedHashMap<>();
        if (named.group(2) != null) {
            variables.put("ansible_port", Variable.plain(named.group(2), number));
        }
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                groups.problem(number, "\"" + word + "\" is no variable; write name=value, without spaces around =.");
            } else {
                variables.put(word.substring(0, equals), Variable.plain(word.substring(equals + 1), number));
            }
        }
        groups.host(group, named.group(1), variables, number);
    }

    private void child(String line, int number) {
        List<String> words = words(line, number);
        if (words.size() == 1) {
            group.children().putIfAbsent(words.get(0), number);
        } else if (!words.isEmpty()) {
            groups.problem(number, "\"" + line + "\" is no name of a group; children stand alone, one a line.");
        }
    }

    /** To the end of the line: Ansible takes a # in it for a part of the value. */
    private void variable(String line, int number) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            groups.problem(number, "\"" + line + "\" is no variable; write name=value.");
            return;
        }
        String value = line.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.matches("(?s)\"[^\"]*\"|'[^']*'");
        group.variables()
                .put(
                        line.substring(0, equals).strip(),
                        Variable.plain(quoted ? value.substring(1, value.length() - 1) : value, number));
    }

    /** As a shell would take the line apart; behind a # there is nothing. */
    private List<String> words(String line, int number) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean begun = false;
        for (int at = 0; at < line.length(); at++) {
            char one = line.charAt(at);
            if (quote != 0) {
                if (one == quote) {
                    quote = 0;
                } else {
                    word.append(one);
                }
            } else if (one == '"' || one == '\'') {
                quote = one;
                begun = true;
            } else if (Character.isWhitespace(one)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else if (one == '#' && !begun) {
                return words;
            } else {
                word.append(one);
                begun = true;
            }
        }
        if (quote != 0) {
            groups.problem(number, "a quote " + quote + " is opened and never closed.");
            return List.of();
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
