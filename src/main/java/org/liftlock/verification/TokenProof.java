package org.liftlock.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds a token against the keys its issuer publishes, the issuer's name, whom it is meant for, and the time. */
final class TokenProof {

    /** Signed by a key that only the issuer has; never by a secret that the client knows too. */
    private static final Set<JWSAlgorithm> ALGORITHMS = new HashSet<>(JWSAlgorithm.Family.RSA);

    static {
        ALGORITHMS.addAll(JWSAlgorithm.Family.EC);
    }

    private final OidcLogin login;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TokenProof(OidcLogin login, JWKSet keys, Clock clock) {
        this.login = login;
        this.clock = clock;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(rules());
    }

    /** @throws CannotCheck when the token proves nothing; the message says why */
    JWTClaimsSet claims(String token) {
        JWTClaimsSet claims;
        try {
            claims = processor.process(token, null);
        } catch (ParseException opaque) {
            throw new CannotCheck(
                    "a token that is no JWT, so that nobody can verify its signature;"
                            + " with user and password an ID token is asked for, which always is one",
                    opaque);
        } catch (BadJOSEException | JOSEException refused) {
            throw new CannotCheck("a token that must not be accepted: " + refused.getMessage() + told(token), refused);
        }
        if (!login.ofUser() && login.audience().isEmpty() && !namesClient(claims)) {
            throw new CannotCheck("a token for " + claims.getAudience() + " that does not name client " + login.client()
                    + "; say audience when it is meant for them");
        }
        return claims;
    }

    /** An ID token is meant for the client. An access token is for others: there its audience is checked when it is said. */
    private DefaultJWTClaimsVerifier<SecurityContext> rules() {
        Set<String> audience = login.audience()
                .or(() -> Optional.of(login.client()).filter(client -> login.ofUser()))
                .map(Set::of)
                .orElse(null);
        JWTClaimsSet exactly = new JWTClaimsSet.Builder().issuer(login.issuer()).build();
        return new DefaultJWTClaimsVerifier<>(audience, exactly, Set.of("exp", "iat"), null) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        };
    }

    /** What the refused token says of itself, true or not. */
    private static String told(String token) {
        try {
            return Optional.ofNullable(JWTParser.parse(token).getJWTClaimsSet())
                    .map(claims -> "; it says that it is from " + claims.getIssuer() + ", for " + claims.getAudience()
                            + until(claims))
                    .orElse("");
        } catch (ParseException unreadable) {
            return "";
        }
    }

    private static String until(JWTClaimsSet claims) {
        return claims.getExpirationTime() == null
                ? ""
                : ", until " + claims.getExpirationTime().toInstant();
    }

    /** By the claim of RFC 9068, the one that Keycloak and others had before it, or the audience. */
    private boolean namesClient(JWTClaimsSet claims) {
        return login.client().equals(claims.getClaim("client_id"))
                || login.client().equals(claims.getClaim("azp"))
                || claims.getAudience().contains(login.client());
    }
}
