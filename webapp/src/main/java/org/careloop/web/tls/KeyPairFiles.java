package org.careloop.web.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A certificate with its chain, and its private key, both as PEM.
 *
 * @param certificate the server's certificate first, then those that signed it
 * @param key PKCS#8, PKCS#1 or SEC1
 * @param password of an encrypted key
 */
record KeyPairFiles(Path certificate, Path key, @Nullable String password) {
    private static final byte[] SAMPLE = {'c', 'a', 'r', 'e', 'l', 'o', 'o', 'p'};

    /**
     * Until when the certificate is good.
     *
     * @throws BadInput when a file cannot be read, the key is not this certificate's, or others of the machine may read it
     */
    Instant checkedUntil() {
        PrivateKey secret = privateKey();
        X509Certificate own = certificates().getFirst();
        if (!belongTogether(own.getPublicKey(), secret)) {
            throw BadInput.in(
                    key,
                    "this is not the key of the certificate %s; name the two files that came together"
                            .formatted(certificate));
        }
        return own.getNotAfter().toInstant();
    }

    private List<X509Certificate> certificates() {
        try {
            return PemContent.load(readable(certificate)).getCertificates();
        } catch (IOException | IllegalStateException e) {
            throw BadInput.in(
                    certificate,
                    "holds no certificate; expected PEM, which begins with -----BEGIN CERTIFICATE-----, the server's own first and those that signed it after");
        }
    }

    private PrivateKey privateKey() {
        readable(key);
        refuseOthers();
        try {
            PrivateKey secret = PemContent.load(key).getPrivateKey(password);
            if (secret == null) {
                throw new IllegalStateException("no key");
            }
            return secret;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            throw BadInput.in(
                    key,
                    "holds no private key that can be read; expected PEM, which begins with -----BEGIN PRIVATE KEY-----, and %s where the key is encrypted"
                            .formatted(OwnTls.PASSWORD));
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw BadInput.in(
                    file,
                    Files.exists(file)
                            ? "this account may not read it; give it to the account that CareLoop runs as"
                            : "there is no such file; name the one that holds the PEM");
        }
        return file;
    }

    private void refuseOthers() {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(key, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
                throw BadInput.in(
                        key, "everybody on this machine may read this key; take that away: chmod o-rwx " + key);
            }
        } catch (IOException e) {
            throw BadInput.in(key, "its permissions cannot be read: " + e.getMessage());
        }
    }

    private static boolean belongTogether(PublicKey published, PrivateKey secret) {
        if (!published.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(
                    switch (secret.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> secret.getAlgorithm();
                    });
            signature.initSign(secret);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(published);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
