package org.careloop.web.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One link of the chain.
 *
 * @param seq counts from 1 without a gap
 * @param at to the microsecond, as the database keeps it
 * @param actor the login of the person, or {@code system}
 * @param action a word with a dot, such as {@code account.create}
 * @param subject what it was done to
 * @param detail JSON text, kept byte for byte
 * @param previous the hash of the link before; sixty-four zeros for the first
 * @param hash SHA-256 over everything above, in hexadecimal
 */
public record AuditEvent(
        long seq,
        Instant at,
        String actor,
        String action,
        String subject,
        String detail,
        String previous,
        String hash) {
    static final String BEGINNING = "0".repeat(64);

    /** Makes the link that follows. */
    static AuditEvent link(
            long seq, Instant at, String actor, String action, String subject, String detail, String previous) {
        return new AuditEvent(
                seq,
                at,
                actor,
                action,
                subject,
                detail,
                previous,
                hash(seq, at, actor, action, subject, detail, previous));
    }

    /** Whether the hash is that of the content. */
    boolean isIntact() {
        return hash.equals(hash(seq, at, actor, action, subject, detail, previous));
    }

    // Each part is preceded by its length, so that no two different contents give the same bytes.
    private static String hash(
            long seq, Instant at, String actor, String action, String subject, String detail, String previous) {
        MessageDigest digest = sha256();
        for (String part : new String[] {Long.toString(seq), at.toString(), actor, action, subject, detail, previous}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
