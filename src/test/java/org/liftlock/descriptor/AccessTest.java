package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.channel.SshAccess;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretRef;

/** How machines are reached, as site, system, environment and target say it together. */
class AccessTest {

    private static final String SITE = """
            site: harbour
            access: {user: liftlock, key: secret:ssh-key, known_hosts: /etc/liftlock/known_hosts, via: bastion.example.com}
            """;

    private static final String TARGETS = "{orders.example.com: {}}";

    private static Map<TargetId, SshAccess> access(String site, String environment) {
        String system = Fixtures.ORDER_SERVICE.replace("{targets: " + TARGETS + "}", environment);
        return Fixtures.written(site, system, Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .systemDescription()
                .access();
    }

    private static Problem only(String site, String environment) {
        String system = Fixtures.ORDER_SERVICE.replace("{targets: " + TARGETS + "}", environment);
        List<Problem> problems = Fixtures.problemsOf(site, system, Fixtures.RAISE_ORDER_SERVICE);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void theSiteSaysItForAllTargets() {
        SshAccess orders = access(SITE, "{targets: " + TARGETS + "}").get(TargetId.parse("orders.example.com"));

        assertThat(orders.user()).isEqualTo("liftlock");
        assertThat(orders.key()).contains(new SecretRef("ssh-key"));
        assertThat(orders.knownHosts()).contains("/etc/liftlock/known_hosts");
        assertThat(orders.address()).isEqualTo("orders.example.com");
        assertThat(orders.port()).isEqualTo(22);
        assertThat(orders.via().map(SshAccess::host)).contains("bastion.example.com");
        assertThat(orders.via().flatMap(SshAccess::key)).contains(new SecretRef("ssh-key"));
    }

    @Test
    void environmentAndTargetSayMoreOfTheirs() {
        String pin = "SHA256:3oCXlFDZMpbTOLrNkTDMC9/4mPVIkcmqsmTLdgoIVPs";
        Map<TargetId, SshAccess> access =
                access(SITE, """
                {access: {user: orders, via: {host: gate.example.com, user: guest, port: 2200}},
                 groups: {lb: [lb1.example.com]},
                 targets: {orders.example.com: {}, spare.example.com: {access: {port: 2222, via: none, host_key: "%s"}}}}
                """.formatted(pin).replace("\n", " ").strip());

        SshAccess orders = access.get(TargetId.parse("orders.example.com"));
        assertThat(orders.user()).isEqualTo("orders");
        assertThat(orders.via()).hasValueSatisfying(gate -> {
            assertThat(gate.host()).isEqualTo("gate.example.com");
            assertThat(gate.user()).isEqualTo("guest");
            assertThat(gate.port()).isEqualTo(2200);
        });
        SshAccess spare = access.get(TargetId.parse("spare.example.com"));
        assertThat(spare.port()).isEqualTo(2222);
        assertThat(spare.via()).isEmpty();
        assertThat(spare.hostKeys()).containsExactly(pin);
        assertThat(access.get(TargetId.parse("lb1.example.com")).user()).isEqualTo("orders");
    }

    @Test
    void aBastionMayBeWrittenAsForSsh() {
        SshAccess orders = access(
                        SITE.replace("bastion.example.com", "guest@gate.example.com:2200"),
                        "{targets: " + TARGETS + "}")
                .get(TargetId.parse("orders.example.com"));

        assertThat(orders.via()).hasValueSatisfying(gate -> {
            assertThat(gate.user() + "@" + gate.address() + ":" + gate.port()).isEqualTo("guest@gate.example.com:2200");
            assertThat(gate.hostKeys())
                    .as("the target's key is not the bastion's")
                    .isEmpty();
        });
    }

    @Test
    void whereNothingIsSaidATargetIsOnThisMachine() {
        assertThat(access("site: harbour\n", "{targets: " + TARGETS + "}")).isEmpty();
        assertThat(access(SITE, "{targets: {localhost/orders: {}}}"))
                .as("whatever the site says")
                .isEmpty();
    }

    @Test
    void withoutUserOrKeyItIsToldWhatToAdd() {
        Problem user = only("site: harbour\naccess: {key: secret:ssh-key}\n", "{targets: " + TARGETS + "}");
        Problem key = only("site: harbour\naccess: {user: liftlock}\n", "{targets: " + TARGETS + "}");

        assertThat(user.path()).endsWith("orders.example.com/main.access.user");
        assertThat(user.remedy()).contains("access: {user: liftlock}");
        assertThat(key.expected()).contains("a key, or an agent");
    }

    @Test
    void aKeyInPlaceOfItsReferenceAndAPortThatIsNoneAreRefused() {
        assertThat(only(
                                "site: harbour\naccess: {user: liftlock, key: /root/.ssh/id_ed25519}\n",
                                "{targets: " + TARGETS + "}")
                        .path())
                .isEqualTo("access.key");
        assertThat(only(SITE.replace("user:", "port: 70000, user:"), "{targets: " + TARGETS + "}")
                        .path())
                .endsWith("access.port");
        assertThat(only(SITE.replace("bastion.example.com", "gate:ssh"), "{targets: " + TARGETS + "}")
                        .path())
                .endsWith("access.via");
        assertThat(only(SITE.replace("user:", "host_key: \"MD5:00:11\", user:"), "{targets: " + TARGETS + "}")
                        .path())
                .endsWith("access.host_key");
    }

    @Test
    void aMisspeltKeyIsAskedBack() {
        Problem problem = only(SITE.replace("known_hosts", "knownhosts"), "{targets: " + TARGETS + "}");

        assertThat(problem.didYouMean()).isEqualTo(Optional.of("known_hosts"));
    }
}
