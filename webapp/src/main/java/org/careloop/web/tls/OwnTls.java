package org.careloop.web.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.careloop.run.BadInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets the web server speak TLS where {@code careloop.tls.certificate} and {@code careloop.tls.key} name two files. Both
 * are read and held against each other before anything starts; a renewed pair is taken up while CareLoop runs.
 */
public final class OwnTls implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    static final String CERTIFICATE = "careloop.tls.certificate";
    static final String KEY = "careloop.tls.key";
    static final String PASSWORD = "careloop.tls.key-password";

    private static final Logger LOG = LoggerFactory.getLogger(OwnTls.class);
    private static final String STORE = "spring.ssl.bundle.pem.careloop.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String certificate = environment.getProperty(CERTIFICATE, "").strip();
        String key = environment.getProperty(KEY, "").strip();
        if (certificate.isEmpty() && key.isEmpty()) {
            return;
        }
        String password = environment.getProperty(PASSWORD);
        KeyPairFiles files = new KeyPairFiles(named(CERTIFICATE, certificate), named(KEY, key), password);
        warn(files.checkedUntil(), Instant.now(), files.certificate());
        environment.getPropertySources().addFirst(settings(files));
    }

    private static Path named(String setting, String file) {
        if (file.isEmpty()) {
            throw new BadInput(
                    "%s names no file, but its counterpart does: TLS needs the certificate and its key; set %s and %s, or none of them to speak HTTP behind a proxy"
                            .formatted(setting, CERTIFICATE, KEY));
        }
        return Path.of(file).toAbsolutePath();
    }

    private static void warn(Instant end, Instant now, Path certificate) {
        if (end.isBefore(now)) {
            LOG.warn(
                    "the certificate {} ended on {}: browsers refuse it; renew it, no restart is needed",
                    certificate,
                    end);
        }
    }

    private static MapPropertySource settings(KeyPairFiles files) {
        String password = files.password();
        return new MapPropertySource(
                "careloop.tls",
                Map.of(
                        STORE + "keystore.certificate",
                        files.certificate().toUri().toString(),
                        STORE + "keystore.private-key",
                        files.key().toUri().toString(),
                        STORE + "keystore.private-key-password",
                        password == null ? "" : password,
                        STORE + "keystore.verify-keys",
                        true,
                        STORE + "reload-on-update",
                        true,
                        STORE + "options.enabled-protocols",
                        "TLSv1.3,TLSv1.2",
                        "server.ssl.bundle",
                        "careloop",
                        "server.servlet.session.cookie.secure",
                        true));
    }
}
