package org.liftlock.verification;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A login by OpenID Connect, as an application does it: {@code oidc: {issuer: .., client: .., secret: ..}}. The issuer tells
 * where it gives tokens and keeps its keys; a token is asked for, and held against them. No browser is needed: the client
 * logs in for itself, or a user made for the purpose through it.
 */
@Component
class OidcCheck implements CheckType {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final HttpProbe probe;
    private final Clock clock;

    OidcCheck(HttpProbe probe, Clock clock) {
        this.probe = probe;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "oidc";
    }

    @Override
    public Observation look(Check check) throws InterruptedException {
        OidcLogin login = new OidcLogin(check);
        String expected = login.sentence() + " within " + Texts.duration(check.limit());
        try {
            JWTClaimsSet claims = login(check, login);
            return Observation.of(
                    true,
                    expected,
                    "a valid token, until " + claims.getExpirationTime().toInstant());
        } catch (CannotCheck | IOException failed) {
            return Observation.of(false, expected, Texts.reason(failed));
        }
    }

    private JWTClaimsSet login(Check check, OidcLogin login) throws IOException, InterruptedException {
        JsonValues issuer = discovered(check, login.issuer());
        URI endpoint = endpoint(issuer, "token_endpoint", login);
        String ways = issuer.at("/token_endpoint_auth_methods_supported").orElse("client_secret_basic");
        boolean inForm = !ways.contains("client_secret_basic") && ways.contains("client_secret_post");
        JsonValues answer = json(check, login.request(endpoint, inForm), endpoint);
        String token = check.secrets()
                .hide(answer.at("/" + login.token())
                        .orElseThrow(
                                () -> new CannotCheck("an answer without " + login.token() + " from " + endpoint)));
        URI keys = endpoint(issuer, "jwks_uri", login);
        HttpAnswer published = good(probe.answer(check, HttpRequest.newBuilder(keys)), keys);
        try {
            return new TokenProof(login, JWKSet.parse(published.body()), clock).claims(token);
        } catch (ParseException noKeys) {
            throw new CannotCheck("no keys to verify a signature with at " + keys, noKeys);
        }
    }

    private JsonValues discovered(Check check, String issuer) throws IOException, InterruptedException {
        URI discovery = HttpProbe.address(issuer.replaceAll("/$", "") + DISCOVERY);
        JsonValues document = json(check, HttpRequest.newBuilder(discovery), discovery);
        String named = document.at("/issuer").orElse("");
        if (!named.equals(issuer)) {
            throw new CannotCheck("the issuer " + Texts.quote(named) + " at " + discovery);
        }
        return document;
    }

    /** Passwords and keys do not leave the protection of TLS because a document says so. */
    private static URI endpoint(JsonValues issuer, String name, OidcLogin login) {
        URI endpoint = HttpProbe.address(issuer.at("/" + name)
                .orElseThrow(() -> new CannotCheck("no " + name + " in the discovery document of the issuer")));
        if (login.issuer().startsWith("https:") && !"https".equalsIgnoreCase(endpoint.getScheme())) {
            throw new CannotCheck("the " + name + " " + endpoint + ", which is not protected by TLS");
        }
        return endpoint;
    }

    private JsonValues json(Check check, HttpRequest.Builder request, URI address)
            throws IOException, InterruptedException {
        return new JsonValues(good(probe.answer(check, request), address).body());
    }

    private static HttpAnswer good(HttpAnswer answer, URI address) {
        if (answer.status() != 200) {
            throw new CannotCheck("status " + answer.status() + " from " + address + refusal(answer.body()));
        }
        return answer;
    }

    /** {@code invalid_client, Invalid client credentials}: what the standard lets an issuer say; nothing else of the body. */
    private static String refusal(String body) {
        try {
            JsonValues said = new JsonValues(body);
            String words = Stream.of(said.at("/error"), said.at("/error_description"))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", "));
            return words.isEmpty() ? "" : ": " + Texts.quote(words);
        } catch (CannotCheck noJson) {
            return "";
        }
    }
}
