package org.careloop.web.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed opens with its passphrase, whole, and not otherwise. */
class SealTest {
    private static final Passphrase RIGHT = new Passphrase("a long enough passphrase");

    /** Quick to make a key by; strong only against accidents. */
    private static final SealHeader QUICK = new SealHeader(8, 1, 1, new byte[16]);

    private static final int SEALED_CHUNK = SealHeader.CHUNK + SealHeader.TAG;

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        return content;
    }

    private static byte[] sealed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealedOutput sealing = new SealedOutput(out, RIGHT, QUICK)) {
            sealing.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] opened(byte[] sealed, Passphrase passphrase) throws IOException {
        try (SealedInput in = new SealedInput(new ByteArrayInputStream(sealed), passphrase)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SealHeader.CHUNK - 1, SealHeader.CHUNK, SealHeader.CHUNK + 1, 2 * SealHeader.CHUNK})
    void whatWasSealedOpens(int bytes) throws IOException {
        byte[] content = content(bytes);
        byte[] sealed = sealed(content);

        assertThat(opened(sealed, RIGHT)).isEqualTo(content);
        int chunks = Math.max(1, (bytes + SealHeader.CHUNK - 1) / SealHeader.CHUNK);
        assertThat(sealed).hasSize(SealHeader.BYTES + bytes + chunks * SealHeader.TAG);
    }

    @Test
    void anotherPassphraseOpensNothing() throws IOException {
        byte[] sealed = sealed(content(100));

        assertThatThrownBy(() -> opened(sealed, new Passphrase("another long passphrase")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the passphrase is not the one that it was sealed with");
    }

    @Test
    void anEndThatWasCutOffIsNoEnd() throws IOException {
        byte[] sealed = sealed(content(2 * SealHeader.CHUNK + 100));

        for (int length : new int[] {
            SealHeader.BYTES + SEALED_CHUNK,
            SealHeader.BYTES + 2 * SEALED_CHUNK,
            sealed.length - 1,
            SealHeader.BYTES,
            20
        }) {
            assertThatThrownBy(() -> opened(Arrays.copyOf(sealed, length), RIGHT))
                    .as("%d bytes", length)
                    .isInstanceOf(BadInput.class);
        }
        assertThatThrownBy(() -> opened(Arrays.copyOf(sealed, SealHeader.BYTES + 2 * SEALED_CHUNK), RIGHT))
                .hasMessageContaining("damaged or cut off behind 1,048,631 of its bytes");
    }

    @Test
    void chunksThatChangedPlacesDoNotOpen() throws IOException {
        byte[] sealed = sealed(content(3 * SealHeader.CHUNK));
        byte[] changed = sealed.clone();
        System.arraycopy(sealed, SealHeader.BYTES, changed, SealHeader.BYTES + SEALED_CHUNK, SEALED_CHUNK);
        System.arraycopy(sealed, SealHeader.BYTES + SEALED_CHUNK, changed, SealHeader.BYTES, SEALED_CHUNK);

        assertThatThrownBy(() -> opened(changed, RIGHT)).isInstanceOf(BadInput.class);
    }

    @Test
    void noBitCanBeFlippedUnseen() throws IOException {
        byte[] sealed = sealed(content(10));
        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThatThrownBy(() -> opened(changed, RIGHT)).as("bit %d", bit).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void aKeyThatWouldCostTooMuchIsNotMade() {
        byte[] header = new SealHeader(1 << 30, 1, 1, new byte[16]).bytes();

        assertThatThrownBy(() -> opened(Arrays.copyOf(header, 100), RIGHT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1073741824 KiB");
    }

    @Test
    void aShortPassphraseSealsNothing() {
        assertThatThrownBy(() -> new Passphrase("short").requireLong())
                .hasMessageContaining("has 5 characters; expected 12");
        assertThat(RIGHT.requireLong().toString()).doesNotContain("enough");
    }
}
