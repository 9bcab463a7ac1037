package org.careloop.web.people.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.careloop.run.BadInput;
import org.careloop.web.people.PersonId;
import org.careloop.web.secret.ServerKey;
import org.springframework.stereotype.Component;

/**
 * What the database keeps of a second factor, under the key of this installation: secrets by AES-256-GCM, bound to their
 * person; recovery codes by HMAC-SHA-256. A copy of the database is worth nothing without the key's file.
 */
@Component
class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HASH = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final ServerKey key;
    private final SecureRandom random = new SecureRandom();

    Seal(ServerKey key) {
        this.key = key;
    }

    /** The nonce, and behind it the sealed secret. */
    byte[] seal(byte[] secret, PersonId person) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, person).doFinal(secret);
            return ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** @throws BadInput when it was sealed under another key, or for another person */
    byte[] open(byte[] sealed, PersonId person) {
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), person)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw BadInput.coded(
                    "factor.key",
                    "the secret of this second factor was sealed under another key; bring sign-in.key back from a"
                            + " backup of the data directory, or reset the factor");
        }
    }

    String hashOf(String recoveryCode, PersonId person) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key.keyFor("recovery codes"), HASH));
            mac.update((person + " " + recoveryCode).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HASH, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, PersonId person) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                mode, new SecretKeySpec(key.keyFor("second factors"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(person.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
