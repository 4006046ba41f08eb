package org.liftlock.ansible;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hosts of an inventory of Ansible, written as targets of a description. */
public final class AnsibleInventory {

    private static final int LONGEST = 2_000_000;

    private final String file;
    private final List<Host> hosts;

    private AnsibleInventory(String file, List<Host> hosts) {
        this.file = file;
        this.hosts = hosts;
    }

    /**
     * Reads an inventory in either form.
     *
     * @throws UnreadableInventory naming everything that is wrong, with its line
     */
    public static AnsibleInventory read(String file, String text) {
        Groups groups = new Groups(file);
        if (text.length() > LONGEST) {
            groups.problem(0, "it has " + text.length() + " characters, more than " + LONGEST + ".");
        } else if (text.startsWith("#!")) {
            groups.problem(
                    1,
                    "it is a program, and none is run here. Give what ansible-inventory --list --yaml prints of it.");
        } else if (isYaml(file, text)) {
            YamlInventory.read(text, groups);
        } else {
            IniInventory.read(text, groups);
        }
        return new AnsibleInventory(file, groups.hosts());
    }

    private static boolean isYaml(String file, String text) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(ya?ml|json)")) {
            return true;
        }
        return !name.matches(".*\\.(ini|cfg)")
                && text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .findFirst()
                        .filter(line -> line.equals("---") || line.startsWith("{") || line.matches("[\\w.-]+:"))
                        .isPresent();
    }

    /**
     * The targets section of an environment.
     *
     * @param groups whose hosts are wanted; none for all
     * @param roles group by role
     * @throws UnreadableInventory when there is no such group, or a host cannot be a target
     */
    public Targets targets(List<String> groups, Map<String, String> roles) {
        return new TargetsWriter(file, hosts, groups, roles).write();
    }
}
