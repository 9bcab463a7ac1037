package org.careloop.web.shell;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a page of ours may load (Content-Security-Policy). A response under judgement is a stranger's text: nothing on a
 * page may call out, be framed or post elsewhere, and no script runs that the server did not write.
 */
public final class PagePolicy {
    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PagePolicy() {}

    /** For everything that starts no client: scripts from our own files alone. */
    public static String withoutInlineScript() {
        return policy("'self'");
    }

    /**
     * For the page that starts the framework's client: the inline scripts that carry the nonce. The client makes
     * functions of expressions that the server sends, which is what {@code unsafe-eval} permits.
     */
    static String withNonce(String nonce) {
        return policy("'self' 'nonce-%s' 'unsafe-eval'".formatted(nonce));
    }

    static String newNonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String policy(String scripts) {
        return String.join(
                "; ",
                "default-src 'self'",
                "script-src " + scripts,
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }
}
