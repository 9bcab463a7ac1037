package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {
    private static final String ROW = "{\"prompt\":\"%s\",\"chosen\":\"%s\"}\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF-16LE     | UTF-16       | Is it safe?           | 请先咨询医生
            UTF-16BE     | UTF-16       | Is it safe?           | Ask first
            UTF-16       | UTF-16       | Is it safe?           | Ask first
            UTF-32       | UTF-32       | Is it safe?           | Ask first
            GB18030      | GB18030      | 孕妇可以吃布洛芬吗？      | 孕晚期禁用，请先咨询医生。
            GBK          | GB18030      | Cough, 3 weeks        | 应当就诊
            Big5         | BIG5         | 孕婦可以吃布洛芬嗎？      | 懷孕晚期禁用，請先諮詢醫生。
            Shift_JIS    | SHIFT-JIS    | 妊娠中に飲んでもいいですか   | まず医師に相談してください。
            windows-1252 | WINDOWS-1252 | Est-ce que c’est gênant ? | Oui, très : consultez à l’hôpital.
            windows-1252 | WINDOWS-1252 | Fieber über 39°       | Ja, „ab drei Tagen“ zum Arzt.
            """)
    void aTextInAnotherEncodingIsNamedByTheLikelyOne(String charset, String named, String prompt, String chosen)
            throws IOException {
        byte[] bytes = ROW.formatted(prompt, chosen).repeat(3).getBytes(Charset.forName(charset));

        assertThat(TextEncoding.find(new ByteArrayInputStream(bytes)))
                .hasValueSatisfying(found -> assertThat(found.problem().english())
                        .startsWith("the text looks like %s; expected UTF-8: save it as UTF-8".formatted(named)));
    }

    @Test
    void aWholeTextInUtf8IsFoundToBeSo() throws IOException {
        String text = ROW.formatted("孕妇可以吃布洛芬吗？ é 😀", "请先咨询医生").repeat(20_000);

        assertThat(find(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(find(new byte[0])).isEmpty();
    }

    @Test
    void oneBrokenByteIsNamedByLineAndPlace() throws IOException {
        byte[] bytes = joined("{\"a\":\"孕妇\"}\r\n{\"a\":\"", new byte[] {(byte) 0xFF, (byte) 0xFE}, "\"}\n");

        TextEncoding.NotUtf8 found = find(bytes).orElseThrow();

        assertThat(found.line()).isEqualTo(2);
        assertThat(found.problem())
                .hasToString("byte 7 of the line (hexadecimal FF) is not UTF-8;"
                        + " correct the character there, or save the file as UTF-8 again");
    }

    @Test
    void aBrokenByteFarIntoALongTextHasItsLineToo() throws IOException {
        String many = ROW.formatted("孕妇可以吃布洛芬吗？", "请先咨询医生").repeat(9_999);
        byte[] bytes = joined(many + "{\"a\":\"", new byte[] {(byte) 0xE5, (byte) 0xAD}, "\"}\n");

        assertThat(find(bytes)).hasValueSatisfying(found -> {
            assertThat(found.line()).isEqualTo(10_000);
            assertThat(found.problem().english()).startsWith("byte 7 of the line (hexadecimal E5)");
        });
    }

    @Test
    void linesEndedByCarriageReturnsAloneAreCounted() throws IOException {
        byte[] bytes = joined("one\rtwo\rthree ", new byte[] {(byte) 0xC0}, "\r");

        assertThat(find(bytes))
                .hasValueSatisfying(found -> assertThat(found.line()).isEqualTo(3));
    }

    @Test
    void aTextThatEndsInsideACharacterIsNotWhole() throws IOException {
        byte[] bytes = "请".getBytes(StandardCharsets.UTF_8);

        assertThat(find(Arrays.copyOf(bytes, 2))).isPresent();
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        byte[] archive = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9};

        assertThat(find(archive))
                .hasValueSatisfying(found -> assertThat(found.problem().english())
                        .startsWith("the file is no text; expected text in UTF-8"));
    }

    private static Optional<TextEncoding.NotUtf8> find(byte[] bytes) throws IOException {
        return TextEncoding.find(new ByteArrayInputStream(bytes));
    }

    private static byte[] joined(String before, byte[] broken, String after) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(before.getBytes(StandardCharsets.UTF_8));
        out.write(broken);
        out.write(after.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
