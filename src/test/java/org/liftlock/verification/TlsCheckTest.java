package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.launcher.Command;

class TlsCheckTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static HttpsServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void serveWithACertificateForNinetyDays(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("web.p12");
        int exit = new ProcessLauncher()
                .read(Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=www.example.com",
                        "-ext",
                        "san=dns:www.example.com",
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit"))
                .exitCode();
        assertThat(exit).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("web", store.getCertificate("web"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.start();
    }

    @AfterAll
    static void stopServing() {
        server.stop(0);
    }

    @Test
    void passesWhenTheCertificateIsTrustedForTheNameAndLasts() {
        Observation seen = look(trusting.getSocketFactory(), Map.of("name", "www.example.com", "valid_for", "14d"));

        assertThat(seen.passed()).as(seen.got()).isTrue();
        assertThat(seen.expected()).contains("for www.example.com").endsWith("valid for another 14 days");
    }

    @Test
    void failsWhenTheCertificateEndsTooSoon() {
        Observation seen = look(trusting.getSocketFactory(), Map.of("name", "www.example.com", "valid_for", "120d"));

        assertThat(seen.passed()).isFalse();
        assertThat(seen.got()).startsWith("a trusted certificate, valid until ");
    }

    @Test
    void tellsTheDaysLeftAndTheChain() {
        assertThat(look(trusting.getSocketFactory(), Map.of("name", "www.example.com"))
                        .got())
                .matches("a trusted certificate, valid until \\S+Z \\((89|90) days left\\): CN=www.example.com");
    }

    @Test
    void ofAChainTheFirstEndCounts() {
        X509Certificate web = certificate("CN=www.example.com", "CN=Example CA 3", "2027-03-01T00:00:00Z");
        X509Certificate authority = certificate("CN=Example CA 3", "CN=Example Root", "2027-01-15T00:00:00Z");

        assertThat(TlsCheck.end(List.of(web, authority))).isEqualTo("2027-01-15T00:00:00Z");
        assertThat(TlsCheck.sentence(List.of(web, authority)))
                .isEqualTo("CN=www.example.com, issued by CN=Example CA 3, issued by CN=Example Root");
    }

    private static X509Certificate certificate(String subject, String issuer, String end) {
        X509Certificate certificate = mock(X509Certificate.class);
        when(certificate.getSubjectX500Principal()).thenReturn(new X500Principal(subject));
        when(certificate.getIssuerX500Principal()).thenReturn(new X500Principal(issuer));
        when(certificate.getNotAfter()).thenReturn(Date.from(Instant.parse(end)));
        return certificate;
    }

    @Test
    void failsWhenTheCertificateIsForAnotherName() {
        assertThat(look(trusting.getSocketFactory(), Map.of("name", "shop.example.com"))
                        .got())
                .startsWith("no trusted certificate: ")
                .contains("shop.example.com");
    }

    @Test
    void failsWhenNobodyTrustsTheChain() {
        SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();

        assertThat(look(usual, Map.of("name", "www.example.com")).got()).startsWith("no trusted certificate: ");
    }

    private static Observation look(SSLSocketFactory sockets, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("tls", "127.0.0.1:" + server.getAddress().getPort());
        settings.put("within", Duration.ofSeconds(20));
        var spec = Checks.core("certificate", "tls", settings);
        return new TlsCheck(sockets, Clock.systemUTC())
                .look(new Check(
                        spec,
                        new Settings(spec),
                        Checks.TARGET,
                        ProcessLauncher::new,
                        null,
                        Map.of(),
                        Optional.empty()));
    }
}
