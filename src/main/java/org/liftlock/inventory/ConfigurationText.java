package org.liftlock.inventory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of a configuration file by name: {@code key = value} with sections, {@code key: value} by indentation. A line
 * of any other form is a setting of its own, named by the line. Comments and order do not count.
 */
final class ConfigurationText {

    private static final Pattern COMMENT = Pattern.compile("\\s*(#|;|//|--|<!--).*");
    private static final Pattern SECTION = Pattern.compile("\\[+([^\\[\\]]+)]+");
    private static final Pattern SETTING = Pattern.compile("([\\w./\"'$@-][\\w./\"'$@ -]*?)\\s*(=|:(?=\\s|$))\\s*(.*)");

    private record Level(int indent, String name) {}

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Deque<Level> above = new ArrayDeque<>();
    private String section = "";

    private ConfigurationText() {}

    static Map<String, String> settings(String text) {
        ConfigurationText configuration = new ConfigurationText();
        text.lines()
                .filter(line -> !line.isBlank() && !COMMENT.matcher(line).matches())
                .forEach(configuration::line);
        return configuration.settings;
    }

    private void line(String line) {
        String stripped = line.strip();
        int indent = line.length() - line.stripLeading().length();
        Matcher heading = SECTION.matcher(stripped);
        if (heading.matches()) {
            section = heading.group(1).strip() + ".";
            above.clear();
            return;
        }
        while (!above.isEmpty() && above.peek().indent() >= indent) {
            above.pop();
        }
        Matcher setting = SETTING.matcher(stripped);
        if (!setting.matches()) {
            add(path() + stripped, "");
            return;
        }
        String name = path() + setting.group(1).strip();
        if (setting.group(3).isEmpty() && ":".equals(setting.group(2))) {
            above.push(new Level(indent, name + "."));
        }
        add(name, setting.group(3));
    }

    private String path() {
        return above.isEmpty() ? section : above.peek().name();
    }

    private void add(String name, String value) {
        String free = name;
        for (int count = 2; settings.containsKey(free); count++) {
            free = name + " #" + count;
        }
        settings.put(free, value);
    }
}
