package org.liftlock.verification;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who logs in where: a client by its own secret, or a user through a client, by the grants that need no browser. */
final class OidcLogin {

    private final Settings settings;
    private final UsedSecrets secrets;

    OidcLogin(Check check) {
        this.settings = check.settings().below("oidc");
        this.secrets = check.secrets();
    }

    String issuer() {
        return settings.required("issuer");
    }

    String client() {
        return settings.required("client");
    }

    /** Whom an access token has to be meant for, when that is said. */
    Optional<String> audience() {
        return settings.text("audience");
    }

    boolean ofUser() {
        return settings.has("user");
    }

    /** A user's login gives an ID token; that of a client for itself, or for somebody else's sake, an access token. */
    String token() {
        return ofUser() && audience().isEmpty() ? "id_token" : "access_token";
    }

    String sentence() {
        String who = settings.text("user")
                .map(user -> "user " + user + " through client " + client())
                .orElseGet(() -> "client " + client());
        String whom = audience().map(audience -> " meant for " + audience).orElse("");
        return "a login of " + who + " at " + issuer() + ", with a valid token" + whom + " signed by it";
    }

    /** The standard asks for the secret in a header, unless the issuer says that it takes it in the form alone. */
    HttpRequest.Builder request(URI endpoint, boolean secretInForm) {
        Map<String, String> form = new LinkedHashMap<>();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        if (ofUser()) {
            form.put("grant_type", "password");
            form.put("username", settings.required("user"));
            form.put("password", secrets.reveal(settings.required("password")));
            form.put("scope", settings.text("scope").orElse("openid"));
        } else {
            form.put("grant_type", "client_credentials");
            settings.text("scope").ifPresent(scope -> form.put("scope", scope));
        }
        Optional<String> secret = ofUser() ? settings.text("secret") : Optional.of(settings.required("secret"));
        if (secret.isEmpty() || secretInForm) {
            form.put("client_id", client());
            secret.ifPresent(reference -> form.put("client_secret", secrets.reveal(reference)));
        } else {
            String password = encoded(secrets.reveal(secret.get()));
            request.header("Authorization", HttpProbe.basic(encoded(client()), password, secrets));
        }
        return request.POST(BodyPublishers.ofString(form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
