package org.liftlock.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may be to Liftlock. Each role is a group of the engine's identity service, so Tasklist knows it too. */
public enum Role {
    PROCESS_OWNERS("process-owners", "Process owners"),
    ENGINEERS("engineers", "Engineers"),
    APPROVERS("approvers", "Approvers"),
    CHANGE_MANAGERS("change-managers", "Change managers"),
    USER_REPRESENTATIVES("user-representatives", "User representatives"),
    AUDITORS("auditors", "Auditors"),
    ADMINISTRATORS("camunda-admin", "Administrators");

    private final String group;
    private final String title;

    Role(String group, String title) {
        this.group = group;
        this.title = title;
    }

    /** Id of the group in the identity service. */
    public String group() {
        return group;
    }

    /** How people call the role. */
    public String title() {
        return title;
    }

    /** What each right is called when somebody looks through them, with the roles that hold it. */
    private static Map<String, Role[]> rights() {
        Map<String, Role[]> rights = new LinkedHashMap<>();
        rights.put("read all upgrades and the audit pages", seeAll());
        rights.put("ask for upgrades and cancel them", requesters());
        rights.put("approve upgrades, and take approvals back", revokers());
        rights.put("approve standard changes", standardChangeApprovers());
        rights.put("describe systems and kinds", describers());
        rights.put("describe the site", siteDescribers());
        rights.put("propose changes of models", modelAuthors());
        rights.put("approve and so deploy changes of models", modelApprovers());
        rights.put("let a stopped step be tried again", repairers());
        rights.put("report trouble with an upgrade", reporters());
        rights.put("add files to an upgrade as evidence", witnesses());
        rights.put("ask for erasures and confirm those of others", erasers());
        rights.put("set and lift legal holds", holders());
        rights.put("administer accounts, groups and the engine", new Role[] {ADMINISTRATORS});
        return rights;
    }

    /** What the holder of all these roles may do, beyond what everybody may. */
    static List<String> mayInWords(List<Role> held) {
        return rights().entrySet().stream()
                .filter(right -> Stream.of(right.getValue()).anyMatch(held::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The roles that are shown the upgrades of all systems: auditors, and those who answer for more than one system. */
    public static Role[] seeAll() {
        return new Role[] {AUDITORS, PROCESS_OWNERS, CHANGE_MANAGERS, APPROVERS, ADMINISTRATORS};
    }

    /** The role of a group, if the group is one of ours. */
    public static Optional<Role> ofGroup(String group) {
        return Stream.of(values()).filter(role -> role.group.equals(group)).findFirst();
    }

    /** The roles that may ask for an upgrade. */
    public static Role[] requesters() {
        return new Role[] {ENGINEERS, PROCESS_OWNERS, CHANGE_MANAGERS};
    }

    /** The roles that may let a step be tried again that a fault of our own machinery has stopped. */
    public static Role[] repairers() {
        return new Role[] {ENGINEERS, CHANGE_MANAGERS};
    }

    /** The roles that may approve a standard change for others to follow. */
    public static Role[] standardChangeApprovers() {
        return new Role[] {CHANGE_MANAGERS, APPROVERS};
    }

    /**
     * The roles that may describe the site. It holds the freezes, the deputies and the ways to reach people that bind
     * whoever asks for an upgrade, so engineers and approvers do not write it themselves. Administrators may, because in a fresh
     * installation there is nobody else, and they could make themselves process owners anyway.
     */
    public static Role[] siteDescribers() {
        return new Role[] {PROCESS_OWNERS, ADMINISTRATORS};
    }

    /** The roles that may describe systems, and kinds of them. */
    public static Role[] describers() {
        return new Role[] {PROCESS_OWNERS, ENGINEERS};
    }

    /** The roles that may have models checked, and propose changes of them. */
    public static Role[] modelAuthors() {
        return new Role[] {PROCESS_OWNERS, ENGINEERS};
    }

    /** The roles that may approve a change of the models that somebody else has proposed. */
    public static Role[] modelApprovers() {
        return new Role[] {PROCESS_OWNERS, CHANGE_MANAGERS};
    }

    /** The roles that may cancel an upgrade: those that may ask for one. */
    public static Role[] cancellers() {
        return requesters();
    }

    /** The roles that may add files to an upgrade: all that take part in one. Auditors read. */
    public static Role[] witnesses() {
        return new Role[] {ENGINEERS, PROCESS_OWNERS, CHANGE_MANAGERS, APPROVERS, USER_REPRESENTATIVES};
    }

    /** The roles that may ask for an erasure, and confirm one that somebody else has asked for. */
    public static Role[] erasers() {
        return new Role[] {ADMINISTRATORS, PROCESS_OWNERS};
    }

    /** The roles that may set and lift legal holds. */
    public static Role[] holders() {
        return new Role[] {AUDITORS, ADMINISTRATORS};
    }

    /** The roles whose approvals they are. */
    public static Role[] revokers() {
        return new Role[] {APPROVERS, CHANGE_MANAGERS};
    }

    /** The roles that hear first when something does not work. */
    public static Role[] reporters() {
        return new Role[] {USER_REPRESENTATIVES, ENGINEERS, CHANGE_MANAGERS};
    }
}
