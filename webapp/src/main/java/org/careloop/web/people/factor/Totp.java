package org.careloop.web.people.factor;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) as every authenticator app makes them: HMAC-SHA-1, steps of 30 seconds since
 * 1970, six digits.
 */
final class Totp {
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    /** The clocks of phone and server may be one step apart. */
    private static final int SKEW = 1;
    /** 160 bits, as RFC 4226 recommends. */
    private static final int SECRET_BYTES = 20;

    private static final String HASH = "HmacSHA1";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BASE32_BITS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a step. */
    static String code(byte[] secret, long step) {
        return code(secret, step, DIGITS);
    }

    static String code(byte[] secret, long step, int digits) {
        byte[] hash = hash(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % (long) Math.pow(10, digits));
    }

    /**
     * The step that a code belongs to.
     *
     * @param after steps up to this one are used up
     * @return empty when it is no code of this step, the one before or the one after
     */
    static OptionalLong find(byte[] secret, String code, Instant now, long after) {
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - SKEW; step <= step(now) + SKEW; step++) {
            byte[] expected = code(secret, step).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, code.getBytes(StandardCharsets.UTF_8)) && step > after) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** A secret as apps take it by hand (RFC 4648 without padding). */
    static String text(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte each : secret) {
            held = held << Byte.SIZE | each & 0xff;
            bits += Byte.SIZE;
            while (bits >= BASE32_BITS) {
                bits -= BASE32_BITS;
                text.append(BASE32.charAt(held >> bits & BASE32.length() - 1));
            }
            held &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt(held << BASE32_BITS - bits)).toString();
    }

    /** The address that a QR code carries into an app. */
    static String address(byte[] secret, String login) {
        return "otpauth://totp/CareLoop:%s?secret=%s&issuer=CareLoop"
                .formatted(URLEncoder.encode(login, StandardCharsets.UTF_8), text(secret));
    }

    private static byte[] hash(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }
}
