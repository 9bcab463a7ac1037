package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a tokenizer whose tokens are the bytes of UTF-8 and which leaves out a space at the start of a text. */
class TextStreamTest {
    private final TextStream stream = new TextStream(TextStreamTest::decode);

    @Test
    void aCharacterComesWholeOrNotYet() {
        assertThat(fed("a发b")).containsExactly("a", "", "", "发", "b");
    }

    @Test
    void aSpaceThatATokenizerDropsAtTheStartIsKeptInside() {
        assertThat(fed("a b")).containsExactly("a", " ", "b");
    }

    private String[] fed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> stream.add(bytes[i] & 0xFF))
                .toArray(String[]::new);
    }

    private static String decode(int[] ids) {
        byte[] bytes = new byte[ids.length];
        IntStream.range(0, ids.length).forEach(i -> bytes[i] = (byte) ids[i]);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith(" ") ? text.substring(1) : text;
    }
}
