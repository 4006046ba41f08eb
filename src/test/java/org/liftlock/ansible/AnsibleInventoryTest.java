package org.liftlock.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.descriptor.DescriptionFiles;

class AnsibleInventoryTest {

    private static final String INI = """
            # fleet of the shop
            mail.example.com

            [web]
            web[01:03].example.com http_port=8080
            web9.example.com:2222 ansible_user=ops   # behind the others

            [db]
            db1 ansible_host=10.0.0.5 ansible_port=2201
            db_2 ansible_host=db2.example.com

            [shop:children]
            web
            db

            [shop:vars]
            ansible_user = deploy
            site = "zurich 1"
            http_port = 80

            [all:vars]
            ntp=ntp.example.com
            """;

    private static final String YAML = """
            all:
              vars: {ntp: ntp.example.com}
              hosts:
                mail.example.com:
              children:
                shop:
                  vars:
                    ansible_user: deploy
                    site: "zurich 1"
                    http_port: 80
                  children:
                    web:
                      hosts:
                        web[01:03].example.com: {http_port: 8080}
                        web9.example.com: {ansible_port: 2222, ansible_user: ops}
                    db:
                      hosts:
                        db1: {ansible_host: 10.0.0.5, ansible_port: 2201}
                        db_2: {ansible_host: db2.example.com}
            """;

    private static final String WEB_1 = "  web01.example.com: {access: {user: deploy},"
            + " vars: {ntp: ntp.example.com, site: \"zurich 1\", http_port: 8080}}   # shop, web\n";

    @ParameterizedTest
    @ValueSource(strings = {INI, YAML})
    void bothFormsGiveTheSameTargets(String inventory) {
        Targets targets = read(inventory).targets(List.of(), Map.of());

        assertThat(targets.count()).isEqualTo(7);
        assertThat(targets.text())
                .startsWith("targets:\n  mail.example.com: {vars: {ntp: ntp.example.com}}\n")
                .contains(WEB_1)
                .contains("  web9.example.com: {access: {port: 2222, user: ops}, vars: {")
                .contains("  db1: {access: {address: \"10.0.0.5\", port: 2201, user: deploy}, vars: {")
                .contains("  db2.example.com: {name: db_2, access: {user: deploy}, vars: {");
        assertThat(targets.left()).isEmpty();
    }

    @Test
    void whatIsPrintedFitsIntoADescription() {
        String targets =
                read(INI).targets(List.of("web"), Map.of("front", "web")).text();

        DescriptionFiles files = DescriptionFiles.of(Map.of("shop.yaml", """
                system: shop
                kind: command
                owner: shop-desk
                stores: none
                access: {key: secret:ssh-key}
                environments:
                  production:
                %s
                methods: {replace: {reversible: always, apply: {run: [a]}, rollback: {run: [b]}}}
                """.formatted(targets.indent(4))));

        assertThat(files.problems()).isEmpty();
        assertThat(targets).contains("role: front").doesNotContain("db1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web[01:03]|web01 web02 web03",
                "web[8:10]|web8 web9 web10",
                "db-[a:c].example.com|db-a.example.com db-b.example.com db-c.example.com",
                "n[0:4:2]|n0 n2 n4",
                "r[1:2]s[a:b]|r1sa r1sb r2sa r2sb"
            })
    void rangesAreWrittenOutAsAnsibleDoes(String pattern, String hosts) {
        assertThat(HostRange.expand(pattern)).containsExactly(hosts.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[web|line 1: \"[web\" is no section",
                "[web:hosts:x]|line 1: \"[web:hosts:x]\" is no section",
                "[web]\\nweb[8:1]|line 2: [8:1] is no range of hosts",
                "[web]\\nweb[1:9999999]|line 2: [1:9999999] is no range of hosts",
                "[web]\\nweb1 port|line 2: \"port\" is no variable",
                "[web]\\nweb1 note='open|line 2: a quote ' is opened and never closed",
                "[a:children]\\nb|line 2: group a has the child b, which is no group here",
                "[a:vars]\\nx=1|line 1: [a:vars] gives variables to a group that is not here",
                "[a:children]\\nb\\n[b:children]\\na|groups are children of each other",
                "[web]\\nweb_1|line 2: web_1 is no name of a machine",
                "[a]\\nh1 ansible_host=x.y\\nx_1 ansible_host=h1|line 3: x_1 and h1 are both h1",
                "#!/usr/bin/env python3|line 1: it is a program, and none is run here"
            })
    void whatIsWrongInIniIsToldWithItsLine(String text, String told) {
        assertThat(problems("hosts.ini", text.replace("\\n", "\n")))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- web1|line 1: an inventory in YAML begins with a group",
                "all:\\n  host:\\n    web1:|line 3: \"host\" is nothing a group has",
                "all:\\n  hosts: [web1]|line 2: hosts of group all is a map",
                "all:\\n  hosts:\\n    web1: 5|line 3: variables are a map",
                "all:\\n  hosts:\\n    web1:\\n    web1:|line 4: \"web1\" stands here a second time",
                "all:\\n  hosts:\\n    'web[5:1]':|line 3: [5:1] is no range of hosts",
                "all: {hosts: {web1: }|nothing of this file was read"
            })
    void whatIsWrongInYamlIsToldWithItsLine(String text, String told) {
        assertThat(problems("hosts.yml", text.replace("\\n", "\n")))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }

    @Test
    void templatesSecretsAndListsAreLeftOutAndTold() {
        Targets targets = AnsibleInventory.read("hosts.yml", """
                        all:
                          hosts:
                            web1:
                              url: "https://{{ inventory_hostname }}/"
                              db_password: rosebud
                              token: !vault |
                                $ANSIBLE_VAULT;1.1;AES256
                              ports: [80, 443]
                              ansible_become: true
                              ansible_host: "{{ lookup('pipe', 'reboot') }}"
                              shell: "${vars.home}"
                        """).targets(List.of(), Map.of());

        assertThat(targets.text()).isEqualTo("targets:\n  web1: {vars: {shell: \"$${vars.home}\"}}\n");
        assertThat(targets.left())
                .extracting(Remark::sentence)
                .contains(
                        "hosts.yml, line 4: url is a template, which only Ansible fills in.",
                        "hosts.yml, line 10: ansible_host is a template, which only Ansible fills in.")
                .anySatisfy(told -> assertThat(told).contains("line 5: db_password is a secret"))
                .anySatisfy(told -> assertThat(told).contains("token is a secret"))
                .anySatisfy(told -> assertThat(told).contains("ports is a list or a map"))
                .noneSatisfy(told -> assertThat(told).contains("rosebud"));
    }

    @Test
    void whatStandsBehindAHashIsPartOfTheVariableOfAGroup() {
        String text = read("""
                        [web]
                        web1 color=red   # but not of that of a host
                        [web:vars]
                        comment=a # b
                        """).targets(List.of(), Map.of()).text();

        assertThat(text).contains("vars: {comment: \"a # b\", color: red}");
    }

    @Test
    void aBastionAndAnotherWayThanSshAreToldWithWhatToDo() {
        Targets targets = read("""
                        [web]
                        web1 ansible_ssh_common_args='-o ProxyJump=ops@bastion.example.com'
                        web2 ansible_connection=docker
                        """).targets(List.of(), Map.of());

        assertThat(targets.left())
                .extracting(Remark::sentence)
                .containsExactly(
                        "hosts, line 2: ansible_ssh_common_args leads through a bastion: say access: {via:"
                                + " user@host:port} instead.",
                        "hosts, line 3: ansible_connection of web2 is docker, and Liftlock reaches machines over SSH"
                                + " alone; take the target out, or let it have sshd.");
    }

    @Test
    void aGroupThatIsNotThereIsToldWithThoseThatAre() {
        UnreadableInventory refused =
                catchThrowableOfType(UnreadableInventory.class, () -> read(INI).targets(List.of("webs"), Map.of()));

        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence()).contains("Groups: db, shop, web"));
    }

    @Test
    void theVariablesOfTheGroupCloserToTheHostCount() {
        String text = read("""
                        [outer:children]
                        inner
                        [inner]
                        web1
                        [inner:vars]
                        x=inner
                        [outer:vars]
                        x=outer
                        """).targets(List.of(), Map.of()).text();

        assertThat(text).contains("vars: {x: inner}");
    }

    private static AnsibleInventory read(String text) {
        return AnsibleInventory.read("hosts", text);
    }

    private static List<String> problems(String file, String text) {
        return catchThrowableOfType(
                        UnreadableInventory.class,
                        () -> AnsibleInventory.read(file, text).targets(List.of(), Map.of()))
                .problems()
                .stream()
                .map(Remark::sentence)
                .toList();
    }
}
