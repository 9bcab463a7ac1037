package org.careloop.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class OwnTlsTest {
    @TempDir
    private Path folder;

    /** A web server and nothing else. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
    static class Server {}

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void itSpeaksTlsWithTheNamedCertificate(String algorithm) throws Exception {
        PemFiles pair = PemFiles.written(folder, "own", algorithm);
        try (ConfigurableApplicationContext server = started(pair.certificate, pair.key)) {
            assertThat(shown(server, pair.read())).isEqualTo(pair.read());
            assertThat(server.getEnvironment().getProperty("server.servlet.session.cookie.secure"))
                    .isEqualTo("true");
        }
    }

    @Test
    void aRenewedCertificateIsTakenUpWithoutARestart() throws Exception {
        PemFiles old = PemFiles.written(folder, "own", "EC");
        try (ConfigurableApplicationContext server = started(old.certificate, old.key)) {
            X509Certificate before = old.read();
            assertThat(shown(server, before)).isEqualTo(before);
            X509Certificate renewed = PemFiles.written(folder, "own", "EC").read();
            assertThat(renewed).isNotEqualTo(before);
            List<Certificate> seen = new ArrayList<>();
            while (!seen.contains(renewed)) {
                assertThat(seen).hasSizeLessThan(100_000);
                seen.add(shown(server, before, renewed));
            }
        }
    }

    @Test
    void withoutFilesTheServerSpeaksHttp() {
        try (ConfigurableApplicationContext server = start()) {
            assertThat(server.getEnvironment().getProperty("server.ssl.bundle")).isNull();
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        PemFiles own = PemFiles.written(folder, "own", "EC");
        PemFiles other = PemFiles.written(folder, "other", "EC");
        refused(own.certificate, other.key, other.key + ": this is not the key of the certificate " + own.certificate);
        PemFiles rsa = PemFiles.written(folder, "rsa", "RSA");
        refused(own.certificate, rsa.key, rsa.key + ": this is not the key of the certificate " + own.certificate);
    }

    @Test
    void filesThatHoldSomethingElseAreNamed() throws Exception {
        PemFiles own = PemFiles.written(folder, "own", "EC");
        Path nothing = folder.resolve("nothing.pem");
        refused(nothing, own.key, nothing + ": there is no such file");
        refused(own.certificate, nothing, nothing + ": there is no such file");
        refused(own.key, own.key, own.key + ": holds no certificate");
        refused(own.certificate, own.certificate, own.certificate + ": holds no private key");
    }

    @Test
    void aKeyThatEverybodyMayReadIsRefused() throws Exception {
        PemFiles own = PemFiles.written(folder, "own", "EC");
        Files.setPosixFilePermissions(own.key, PosixFilePermissions.fromString("rw-r--r--"));
        refused(own.certificate, own.key, "everybody on this machine may read this key");
    }

    @Test
    void oneFileAloneIsRefused() throws Exception {
        PemFiles own = PemFiles.written(folder, "own", "EC");
        assertThatThrownBy(() -> start("--" + OwnTls.CERTIFICATE + "=" + own.certificate))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("careloop.tls.key names no file");
    }

    private static void refused(Path certificate, Path key, String why) {
        assertThatThrownBy(() -> started(certificate, key))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
    }

    private static ConfigurableApplicationContext started(Path certificate, Path key) {
        return start("--" + OwnTls.CERTIFICATE + "=" + certificate, "--" + OwnTls.KEY + "=" + key);
    }

    private static ConfigurableApplicationContext start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--server.port=0");
        return new SpringApplicationBuilder(Server.class)
                .properties(
                        "spring.config.name=none",
                        "logging.level.root=warn",
                        "server.address=127.0.0.1",
                        "spring.ssl.bundle.watch.file.quiet-period=1ms")
                .run(all.toArray(String[]::new));
    }

    /** The certificate that the server shows to somebody who trusts only these. */
    private static Certificate shown(ConfigurableApplicationContext server, X509Certificate... trusted)
            throws Exception {
        int port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            known.setCertificateEntry("trusted-" + i, trusted[i]);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        } catch (SSLHandshakeException e) {
            throw new IOException("no certificate that is trusted", e);
        }
    }
}
