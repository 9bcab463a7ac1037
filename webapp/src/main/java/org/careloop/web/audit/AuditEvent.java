package org.careloop.web.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.careloop.run.Sha256;

/**
 * One link of a chain.
 *
 * @param chain {@code main}, or the chain of one annotator's work
 * @param seq counts from 1 in its chain, without a gap
 * @param at to the microsecond, as the database keeps it
 * @param act what was done
 * @param previous the hash of the link before; for the first of the main chain sixty-four zeros, for the first of another
 *     the hash of the main chain's link that opened it
 * @param hash SHA-256 over everything above, in hexadecimal
 */
public record AuditEvent(String chain, long seq, Instant at, Act act, String previous, String hash) {
    static final String MAIN = "main";
    static final String BEGINNING = "0".repeat(64);

    /**
     * What was done.
     *
     * @param actor the login of the person, or {@code system}
     * @param origin where from: an address, {@code command line} or {@code system}; empty in links older than this field
     * @param action a word with a dot, such as {@code account.create}
     * @param subject what it was done to
     * @param reason why, in the person's words; empty where none is asked for
     * @param detail JSON text, kept byte for byte
     */
    public record Act(String actor, String origin, String action, String subject, String reason, String detail) {
        /** SHA-256 of this alone, which holds what stands in a link after a name was taken out of it. */
        String sha256() {
            return AuditEvent.sha256(actor, origin, action, subject, reason, detail);
        }
    }

    /** The last link of a chain. */
    record Head(long seq, String hash) {}

    /** Makes the link that follows another of the same chain. */
    static AuditEvent link(String chain, Head last, Instant at, Act act) {
        long seq = last.seq() + 1;
        return new AuditEvent(chain, seq, at, act, last.hash(), hash(chain, seq, at, act, last.hash()));
    }

    boolean isMain() {
        return chain.equals(MAIN);
    }

    Head asHead() {
        return new Head(seq, hash);
    }

    /** Whether the hash is that of the content. */
    boolean isIntact() {
        return hash.equals(hash(chain, seq, at, act, previous));
    }

    /**
     * Links that were written before chains and origins existed have no origin; their hash covers the fields of that
     * time.
     */
    private static String hash(String chain, long seq, Instant at, Act act, String previous) {
        boolean old =
                act.origin().isEmpty() && chain.equals(MAIN) && act.reason().isEmpty();
        return old
                ? sha256(
                        Long.toString(seq),
                        at.toString(),
                        act.actor(),
                        act.action(),
                        act.subject(),
                        act.detail(),
                        previous)
                : sha256(
                        chain,
                        Long.toString(seq),
                        at.toString(),
                        act.actor(),
                        act.origin(),
                        act.action(),
                        act.subject(),
                        act.reason(),
                        act.detail(),
                        previous);
    }

    // Each part is preceded by its length, so that no two different contents give the same bytes.
    private static String sha256(String... parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Sha256.hex(digest);
    }
}
