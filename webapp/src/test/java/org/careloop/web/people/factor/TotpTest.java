package org.careloop.web.people.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109L);
    private static final String CODE = "081804";

    /** RFC 6238, appendix B, SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesAreThoseOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)), 8))
                .isEqualTo(code);
        assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code.substring(2));
    }

    @Test
    void aClockMayBeOneStepOffAndNoMore() {
        long step = Totp.step(NOW);
        assertThat(Totp.find(SECRET, CODE, NOW, 0)).isEqualTo(OptionalLong.of(step));
        assertThat(Totp.find(SECRET, CODE, NOW.plusSeconds(30), 0)).isEqualTo(OptionalLong.of(step));
        assertThat(Totp.find(SECRET, CODE, NOW.minusSeconds(30), 0)).isEqualTo(OptionalLong.of(step));
        assertThat(Totp.find(SECRET, CODE, NOW.plusSeconds(60), 0)).isEmpty();
        assertThat(Totp.find(SECRET, CODE, NOW.minusSeconds(60), 0)).isEmpty();
    }

    @Test
    void aStepThatWasUsedIsUsedUpWithThoseBeforeIt() {
        assertThat(Totp.find(SECRET, CODE, NOW, Totp.step(NOW))).isEmpty();
        assertThat(Totp.find(SECRET, CODE, NOW, Totp.step(NOW) - 1)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"''", "08180", "0818040", "Ö81804", "０８１８０４"})
    void anythingElseIsNoCode(String typed) {
        assertThat(Totp.find(SECRET, typed, NOW, 0)).isEmpty();
    }

    /** RFC 4648, section 10, without padding. */
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void aSecretIsWrittenAsAppsTakeIt(String text, String base32) {
        assertThat(Totp.text(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
    }

    @Test
    void theAddressNamesAccountAndIssuer() {
        assertThat(Totp.address(SECRET, "ada@ward.example"))
                .isEqualTo(
                        "otpauth://totp/CareLoop:ada%40ward.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=CareLoop");
    }

    @Test
    void theImageHasItsQuietZoneAndItsFinder() {
        QrCode code = QrCode.encodeText("x", QrCode.Ecc.MEDIUM);
        assertThat(QrImage.draw(code))
                .contains("viewBox=\"0 0 29 29\"")
                .contains("M4,4h1v1h-1z")
                .doesNotContain("M3,");
    }
}
