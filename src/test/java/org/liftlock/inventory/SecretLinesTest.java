package org.liftlock.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLinesTest {

    private final SecretLines secrets = new SecretLines("UPG-2026-0001");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.password=rosebud",
                "requirepass rosebud",
                "  \"clientSecret\": \"rosebud\",",
                "api-key: rosebud",
                "password:\n  rosebud\nport: 1",
                "tokens:\n- rosebud\n- rosebud",
                "private_key: |\n  abc\n\n  rosebud\nport: 1",
                "<property value=\"rosebud\" name=\"password\"/>",
                "<password>rosebud</password>",
                "proxy_set_header Authorization \"Basic rosebud\";",
                "url = jdbc:postgresql://orders:rosebud@db/orders",
                "amqp://orders:rose/bud-rosebud@mq/",
                "-----BEGIN RSA PRIVATE KEY-----\nrosebud\n-----END RSA PRIVATE KEY-----",
                "aws_secret_access_key = rosebud",
                "PGPASSWORD=rosebud"
            })
    void noSecretIsLeft(String text) {
        assertThat(secrets.hidden(text)).doesNotContain("rosebud").contains("(hidden ");
    }

    @Test
    void linesWithoutSecretsStayAsTheyAre() {
        String text = "port: 8080\n# served by nginx\nurl = http://orders.example.com:80/\nkeyboard = qwerty";

        assertThat(secrets.hidden(text)).isEqualTo(text);
    }

    @Test
    void whatFollowsASecretBlockIsReadableAgain() {
        assertThat(secrets.hidden("password:\n  rosebud\nport: 8080")).endsWith("\nport: 8080");
    }

    @Test
    void aChangedSecretIsSeenAndAnEqualOneIsNot() {
        assertThat(secrets.hidden("password=a")).isNotEqualTo(secrets.hidden("password=b"));
        assertThat(secrets.hidden("password=a")).isEqualTo(secrets.hidden("password=a"));
        assertThat(new SecretLines("UPG-2026-0002").hidden("password=a")).isNotEqualTo(secrets.hidden("password=a"));
    }
}
