package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.CheckSpec;

class OidcCheckTest {

    private static final String TOKENS = "/realms/staff/token";
    private static final String CLIENT = "liftlock-probe";
    private static final Instant NOW = Checks.CLOCK.instant();

    private static ECKey key;
    private static ECKey strange;

    private final Checks checks = new Checks();
    private WebServer server;
    private String issuer;
    private String ways = "\"client_secret_basic\", \"client_secret_post\"";
    private Optional<WebServer.Page> refusal = Optional.empty();
    private String token;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("2026").generate();
        strange = new ECKeyGenerator(Curve.P_256).keyID("2026").generate();
    }

    @BeforeEach
    void startIssuer() throws Exception {
        server = new WebServer();
        issuer = server.address() + "/realms/staff";
        token = signed(claims(), key);
        server.page(
                "/realms/staff/.well-known/openid-configuration",
                request -> new WebServer.Page(200, discovery(issuer, server.address())));
        server.page(
                "/realms/staff/certs", request -> new WebServer.Page(200, new JWKSet(key.toPublicJWK()).toString()));
        server.page(TOKENS, request -> {
            boolean ofUser = request.body().contains("grant_type=password");
            String answer = "{\"" + (ofUser ? "id_token" : "access_token") + "\": \"" + token + "\"}";
            return refusal.orElse(new WebServer.Page(200, answer));
        });
    }

    @AfterEach
    void stopIssuer() {
        server.close();
    }

    @Test
    void aClientLogsInForItselfAndItsTokenIsVerified() {
        CheckResult result = login(Map.of());

        assertThat(result.passed()).as(result.sentence()).isTrue();
        assertThat(result.expected())
                .isEqualTo("a login of client liftlock-probe at " + issuer
                        + ", with a valid token signed by it within 30 s");
        assertThat(result.got()).isEqualTo("a valid token, until " + NOW.plusSeconds(300));
        assertThat(server.requests(TOKENS)).singleElement().satisfies(request -> {
            assertThat(request.body()).isEqualTo("grant_type=client_credentials");
            assertThat(request.authorization()).isEqualTo("Basic " + base64(CLIENT + ":tOken-77"));
        });
    }

    @Test
    void aUserLogsInThroughTheClientAndTheIdTokenIsForThatClient() throws Exception {
        Map<String, Object> user = Map.of("user", "probe", "password", "secret:orders-db");

        assertThat(login(user).got()).contains("aud claim", "for [account]");
        token = signed(claims().audience(CLIENT), key);
        assertThat(login(user).passed()).as(login(user).sentence()).isTrue();
        assertThat(login(user).expected()).startsWith("a login of user probe through client liftlock-probe at ");
        assertThat(server.requests(TOKENS).get(0).body())
                .isEqualTo("grant_type=password&username=probe&password=wOnderful-9&scope=openid");
    }

    @Test
    void theSecretStandsInTheFormWhereTheIssuerTakesItThereAlone() {
        ways = "\"client_secret_post\", \"private_key_jwt\"";

        assertThat(login(Map.of()).passed()).isTrue();
        assertThat(server.requests(TOKENS)).singleElement().satisfies(request -> {
            assertThat(request.body()).endsWith("&client_id=liftlock-probe&client_secret=tOken-77");
            assertThat(request.authorization()).isEmpty();
        });
    }

    @Test
    void aTokenSignedByAnybodyElseFails() throws Exception {
        token = signed(claims(), strange);

        CheckResult result = login(Map.of());

        assertThat(result.failed()).isTrue();
        assertThat(result.got())
                .startsWith("a token that must not be accepted: ")
                .contains("Invalid signature");
    }

    @Test
    void aTokenThatIsNotSignedFailsAndSoDoesOneSignedByTheSecretOfTheClient() throws Exception {
        token = new PlainJWT(claims().build()).serialize();
        assertThat(login(Map.of()).failed()).isTrue();

        SignedJWT bySecret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
        bySecret.sign(new MACSigner("tOken-77".repeat(8)));
        token = bySecret.serialize();
        assertThat(login(Map.of()).got()).startsWith("a token that must not be accepted: ");
    }

    @Test
    void aTokenOfAnotherIssuerFails() throws Exception {
        token = signed(claims().issuer("https://sso-stg.example.com/realms/staff"), key);

        assertThat(login(Map.of()).got()).contains("iss claim", "from https://sso-stg.example.com/realms/staff");
    }

    @Test
    void aTokenThatHasExpiredFails() throws Exception {
        token = signed(claims().expirationTime(Date.from(NOW.minusSeconds(61))), key);

        assertThat(login(Map.of()).got()).contains("Expired", "until " + NOW.minusSeconds(61));
    }

    @Test
    void aTokenForAnotherClientFails() throws Exception {
        token = signed(claims().claim("azp", "portal"), key);

        assertThat(login(Map.of()).got())
                .isEqualTo("a token for [account] that does not name client liftlock-probe;"
                        + " say audience when it is meant for them");
    }

    @Test
    void anAccessTokenIsForTheAudienceThatIsSaid() {
        assertThat(login(Map.of("audience", "account")).passed()).isTrue();

        CheckResult other = login(Map.of("audience", "orders"));
        assertThat(other.failed()).isTrue();
        assertThat(other.expected()).contains("with a valid token meant for orders");
        assertThat(other.got()).contains("[account]");
    }

    @Test
    void aTokenThatNobodyCanVerifyFailsWithTheWayOut() {
        token = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

        assertThat(login(Map.of()).got()).contains("no JWT", "with user and password");
        assertThat(login(Map.of()).got()).doesNotContain(token);
    }

    @Test
    void aRefusedLoginTellsWhatTheIssuerSaysAndNoSecret() {
        refusal = Optional.of(new WebServer.Page(
                401, "{\"error\": \"invalid_client\", \"error_description\": \"no client has tOken-77\"}"));

        CheckResult result = login(Map.of());

        assertThat(result.failed()).isTrue();
        assertThat(result.got())
                .isEqualTo(
                        "status 401 from " + server.address() + TOKENS + ": \"invalid_client, no client has *****\"");
    }

    @Test
    void nothingIsSentToAnAddressThatCallsItselfAnotherIssuer() {
        CheckResult result = checks.answer(spec(issuer + "/", Map.of()));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).startsWith("the issuer \"" + issuer + "\" at ");
        assertThat(server.requests(TOKENS)).isEmpty();
    }

    @Test
    void aSecretIsNotSentWithoutTlsByAnIssuerThatHasIt() throws Exception {
        // given
        HttpProbe probe = mock(HttpProbe.class);
        issuer = "https://sso.example.com/realms/staff";
        when(probe.answer(any(), any()))
                .thenReturn(new HttpAnswer(
                        200,
                        HttpHeaders.of(Map.of(), (name, value) -> true),
                        discovery(issuer, "http://sso.example.com"),
                        Duration.ZERO));
        CheckSpec spec = spec(issuer, Map.of());

        // when
        Observation seen = new OidcCheck(probe, Checks.CLOCK)
                .look(new Check(
                        spec,
                        new Settings(spec),
                        Checks.TARGET,
                        ProcessLauncher::new,
                        new UsedSecrets(text -> text),
                        Map.of(),
                        Optional.empty()));

        // then
        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).endsWith("which is not protected by TLS");
        verify(probe, times(1)).answer(any(), any());
    }

    @Test
    void aClientThatLogsInForItselfNeedsASecret() {
        CheckResult result =
                checks.answer(core("login", "oidc", Map.of("oidc", Map.of("issuer", issuer, "client", CLIENT))));

        assertThat(result.got()).contains("add secret");
    }

    @Test
    void noticesThatTheIssuerIsStopped() {
        server.close();

        assertThat(login(Map.of()).got()).isEqualTo("no connection to " + issuer + "/.well-known/openid-configuration");
        assertThat(checks.noticesStop(spec(issuer, Map.of()))).isTrue();
    }

    private CheckResult login(Map<String, Object> more) {
        return checks.answer(spec(issuer, more));
    }

    private static CheckSpec spec(String issuer, Map<String, Object> more) {
        Map<String, Object> login =
                new LinkedHashMap<>(Map.of("issuer", issuer, "client", CLIENT, "secret", "secret:probe"));
        login.putAll(more);
        return core("login", "oidc", Map.of("oidc", login));
    }

    private String discovery(String issuer, String address) {
        return """
                {"issuer": "%s", "token_endpoint": "%s%s", "jwks_uri": "%s/realms/staff/certs",
                 "token_endpoint_auth_methods_supported": [%s]}
                """.formatted(issuer, address, TOKENS, address, ways);
    }

    /** As Keycloak fills the access token of a client. */
    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("5f0c1a7e")
                .audience(List.of("account"))
                .claim("azp", CLIENT)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet.Builder claims, ECKey by) throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(by.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims.build());
        JWSSigner signer = new ECDSASigner(by);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
