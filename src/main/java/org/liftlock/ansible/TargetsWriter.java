package org.liftlock.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Flow;
import org.liftlock.naming.TargetId;

/** Writes hosts as targets, with how they are reached and the variables that are plain values. */
final class TargetsWriter {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(passw|passphrase|secret|token|credential|(api|private|access)_?key|_pass$|^pass$).*");
    private static final Set<String> REACHED_BY = Set.of(
            "ansible_host",
            "ansible_ssh_host",
            "ansible_port",
            "ansible_ssh_port",
            "ansible_user",
            "ansible_ssh_user",
            "ansible_connection");

    private final String file;
    private final List<Host> hosts;
    private final List<String> wanted;
    private final Map<String, String> roles;
    private final List<Remark> problems = new ArrayList<>();
    private final Set<Remark> left = new LinkedHashSet<>();

    TargetsWriter(String file, List<Host> hosts, List<String> wanted, Map<String, String> roles) {
        this.file = file;
        this.hosts = hosts;
        this.wanted = wanted;
        this.roles = roles;
    }

    Targets write() {
        Set<String> known = new TreeSet<>();
        hosts.forEach(host -> known.addAll(host.groups()));
        wanted.forEach(group -> mustBeKnown(group, known));
        roles.values().forEach(group -> mustBeKnown(group, known));
        Map<String, Host> targets = new LinkedHashMap<>();
        hosts.stream()
                .filter(host -> wanted.isEmpty() || wanted.stream().anyMatch(host.groups()::contains))
                .forEach(host -> name(host).ifPresent(name -> {
                    Host before = targets.putIfAbsent(name, host);
                    if (before != null) {
                        problem(
                                host,
                                host.name() + " and " + before.name() + " are both " + name
                                        + "; give one of them another name.");
                    }
                }));
        if (targets.isEmpty() && problems.isEmpty()) {
            problems.add(new Remark(file, 0, "there is no host in it."));
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInventory(problems);
        }
        String text = targets.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", "targets:\n", ""));
        return new Targets(text, targets.size(), List.copyOf(left));
    }

    private void mustBeKnown(String group, Set<String> known) {
        if (!known.contains(group)) {
            problems.add(new Remark(
                    file, 0, "no host is in a group " + group + ". Groups: " + String.join(", ", known) + "."));
        }
    }

    /** The name it has in the inventory, when a machine can be called so; else the one it is reached by. */
    private Optional<String> name(Host host) {
        for (String candidate : List.of(
                host.name(),
                plain(host.first("ansible_host", "ansible_ssh_host")).orElse(""))) {
            try {
                return Optional.of(TargetId.parse(candidate).host());
            } catch (IllegalArgumentException noHost) {
                // the next one
            }
        }
        problem(
                host,
                host.name() + " is no name of a machine (letters, digits, dots and dashes), and no ansible_host says"
                        + " how it is reached.");
        return Optional.empty();
    }

    private void problem(Host host, String text) {
        problems.add(new Remark(file, host.line(), text));
    }

    private String line(String target, Host host) {
        List<String> keys = new ArrayList<>();
        roles.entrySet().stream()
                .filter(role -> host.groups().contains(role.getValue()))
                .findFirst()
                .ifPresent(role -> keys.add("role: " + Flow.text(role.getKey())));
        if (!target.equals(host.name())) {
            keys.add("name: " + Flow.text(host.name()));
        }
        access(target, host).ifPresent(keys::add);
        variables(host).ifPresent(keys::add);
        return "  " + Flow.text(target) + ": {" + String.join(", ", keys) + "}"
                + (host.groups().isEmpty() ? "" : "   # " + String.join(", ", host.groups())) + "\n";
    }

    private Optional<String> access(String target, Host host) {
        List<String> access = new ArrayList<>();
        plain(host.first("ansible_host", "ansible_ssh_host"))
                .filter(address -> !address.equals(target))
                .ifPresent(address -> access.add("address: " + Flow.text(address)));
        host.first("ansible_port", "ansible_ssh_port").ifPresent(port -> {
            if (port.value().matches("[1-9]\\d{0,4}") && Integer.parseInt(port.value()) <= 65535) {
                access.add("port: " + port.value());
            } else {
                left(port, "ansible_port of " + host.name() + " is no port between 1 and 65535");
            }
        });
        plain(host.first("ansible_user", "ansible_ssh_user")).ifPresent(user -> access.add("user: " + Flow.text(user)));
        plain(host.first("ansible_connection"))
                .filter(connection ->
                        !List.of("ssh", "smart", "paramiko", "local").contains(connection))
                .ifPresent(
                        connection -> left(
                                host.variables().get("ansible_connection"),
                                "ansible_connection of " + host.name() + " is " + connection
                                        + ", and Liftlock reaches machines over SSH alone; take the target out, or let it have sshd"));
        return access.isEmpty() ? Optional.empty() : Optional.of("access: {" + String.join(", ", access) + "}");
    }

    private Optional<String> variables(Host host) {
        List<String> variables = new ArrayList<>();
        host.variables().forEach((name, variable) -> {
            if (REACHED_BY.contains(name)) {
                if (variable.isTemplate()) {
                    left(variable, name + " is a template, which only Ansible fills in");
                }
                return;
            }
            Optional<String> why = reasonAgainst(name, variable);
            why.ifPresent(reason -> left(variable, name + " " + reason));
            if (why.isEmpty()) {
                variables.add(name + ": " + value(variable.value()));
            }
        });
        return variables.isEmpty() ? Optional.empty() : Optional.of("vars: {" + String.join(", ", variables) + "}");
    }

    private static Optional<String> reasonAgainst(String name, Variable variable) {
        if (name.equals("ansible_ssh_private_key_file")) {
            return Optional.of("is a key: give it to Liftlock as a secret, and say access: {key: secret:NAME}");
        } else if (variable.kind() == Variable.Kind.VAULT
                || SECRET.matcher(name).matches()) {
            return Optional.of("is a secret: give it to Liftlock as one, and speak of it as secret:NAME");
        } else if (name.matches("ansible_ssh_(common|extra)_args")
                && variable.value().matches("(?s).*(Proxy(Jump|Command)|-J).*")) {
            return Optional.of("leads through a bastion: say access: {via: user@host:port} instead");
        } else if (name.startsWith("ansible_")) {
            return Optional.of("is for Ansible alone");
        } else if (variable.kind() == Variable.Kind.STRUCTURED) {
            return Optional.of("is a list or a map, and a variable of a target is one value");
        } else if (variable.isTemplate()) {
            return Optional.of("is a template, which only Ansible fills in");
        } else if (!NAME.matcher(name).matches()) {
            return Optional.of("is no name of a variable here (letters, digits, dashes, underscores)");
        }
        return Optional.empty();
    }

    /** Numbers stay numbers; a text in which {@code ${} stands is meant as it is written. */
    private static String value(String value) {
        return value.matches("0|[1-9]\\d{0,8}") ? value : Flow.text(value.replace("${", "$${"));
    }

    private static Optional<String> plain(Optional<Variable> variable) {
        return variable.filter(one -> one.kind() == Variable.Kind.PLAIN && !one.isTemplate())
                .map(Variable::value)
                .filter(value -> !value.isBlank());
    }

    private void left(Variable variable, String text) {
        left.add(new Remark(file, variable.line(), text + "."));
    }
}
