package org.liftlock.verification;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.security.auth.x500.X500Principal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The certificate of an address: {@code tls: "web1.example.com:443", name: www.example.com, valid_for: 14d}. Its chain must
 * be trusted by this Java, it must be for the name, and every certificate of the chain must last for as long as asked.
 */
@Component
class TlsCheck implements CheckType {

    private final SSLSocketFactory sockets;
    private final Clock clock;

    @Autowired
    TlsCheck(Clock clock) {
        this((SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
    }

    TlsCheck(SSLSocketFactory sockets, Clock clock) {
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public Observation look(Check check) {
        String written = check.settings().required("tls");
        InetSocketAddress address = TcpCheck.address(written);
        String name = check.settings().text("name").orElse(address.getHostString());
        Duration remaining = check.settings().duration("valid_for", Duration.ZERO);
        String expected = "a trusted certificate for " + name + " at " + written
                + (remaining.isZero() ? "" : ", valid for another " + remaining.toDays() + " days");
        try {
            List<X509Certificate> chain = chain(check, address, name);
            Instant end = end(chain);
            boolean lasts = !end.isBefore(clock.instant().plus(remaining));
            return Observation.of(
                    lasts,
                    expected,
                    "a trusted certificate, valid until " + end + " ("
                            + Duration.between(clock.instant(), end).toDays() + " days left): " + sentence(chain));
        } catch (SSLException refused) {
            return Observation.of(false, expected, "no trusted certificate: " + refused.getMessage());
        } catch (IOException unreachable) {
            return Observation.of(false, expected, "no connection: " + Texts.reason(unreachable));
        }
    }

    /** When the first certificate of the chain ends: from then on nobody trusts the others either. */
    static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new CannotCheck("no certificate at all"));
    }

    /** The name, and who vouches for it, and who for them. */
    static String sentence(List<X509Certificate> chain) {
        X509Certificate last = chain.get(chain.size() - 1);
        return Stream.concat(
                        chain.stream().map(X509Certificate::getSubjectX500Principal),
                        Stream.of(last.getIssuerX500Principal()))
                .map(principal -> principal.getName(X500Principal.RFC2253))
                .distinct()
                .collect(Collectors.joining(", issued by "));
    }

    private List<X509Certificate> chain(Check check, InetSocketAddress address, String name) throws IOException {
        int limit = Math.toIntExact(check.limit().toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(address, limit);
            plain.setSoTimeout(limit);
            try (SSLSocket socket = (SSLSocket) sockets.createSocket(plain, name, address.getPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setServerNames(List.of(new SNIHostName(name)));
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return Stream.of(socket.getSession().getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toList();
            }
        }
    }
}
