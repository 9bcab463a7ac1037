package org.careloop.lm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTrainingTest {
    private static final int FIRST_LEARNED = 6 + 256;

    @TempDir
    Path directory;

    @Test
    void theMostFrequentPairIsMergedFirstAndTheOlderOneOfEquals() {
        BytePairTrainer.Vocabulary vocabulary = BytePairTrainer.train(List.of("abab ab", "cdcd"), 260);

        // "ab" stands three times, "cd" twice; "ba" and " ab" once are worth nothing.
        assertThat(vocabulary.merges())
                .containsExactly(new BytePairTrainer.Pair('a', 'b'), new BytePairTrainer.Pair('c', 'd'));
        assertThat(vocabulary.tokens()).hasSize(258).last().isEqualTo(new byte[] {'c', 'd'});
    }

    @Test
    void wordsAndChineseCompoundsBecomeTokensOfTheirOwn() throws IOException {
        Tokenizer tokenizer = train("I have a fever. A fever of 38.5 is a fever.", "我发烧了。发烧三天，发烧要多喝水。");

        assertThat(tokenizer.encode("a fever", false)).hasSize(2);
        assertThat(tokenizer.encode("发烧", false))
                .hasSize(1)
                .satisfies(ids -> assertThat(ids[0]).isGreaterThanOrEqualTo(FIRST_LEARNED));
        assertThat(tokenizer.encode("38.5", false)).hasSize(4);
    }

    @Test
    void anyTextComesBackAsItWas() throws IOException {
        Tokenizer tokenizer = train("fever fever", "发烧发烧");
        List<String> texts = List.of(
                "", " ", "\n\n\t x", "Führer 3×10⁹/L", "头疼、发烧 38.5 ℃", "🙂\u200d🩺", "\u0000\u0085\u3000", "<|user|>");

        for (String text : texts) {
            assertThat(tokenizer.decode(tokenizer.encode(text, false), false)).isEqualTo(text);
        }
        assertThat(tokenizer.encode("Zß", false)).containsExactly(6 + 'Z', 6 + 0xc3, 6 + 0x9f);
    }

    @Test
    void aChatIsBosThenEachTurnUpToItsEnd() throws IOException {
        Tokenizer tokenizer = train("Hi");
        ChatFormat format = ChatFormat.load(directory, tokenizer);
        List<Message> prompt = List.of(Message.user("Hi"), Message.assistant("Yo \n"), Message.user("?"));

        assertThat(tokenizer.decode(format.conversation(prompt, "Ok"), false))
                .isEqualTo("<|bos|><|user|>Hi<|end|><|assistant|>Yo<|end|><|user|>?<|end|><|assistant|>Ok<|end|>");
        assertThat(format.conversation(List.of(Message.user("A")), "B"))
                .containsExactly(1, 4, 6 + 'A', 2, 5, 6 + 'B', 2);
        assertThat(format.stopIds()).containsExactly(2);
        assertThat(tokenizer.encode("A", true)).containsExactly(1, 6 + 'A');
        assertThat(tokenizer.pad()).hasValue(0);
    }

    @Test
    void theSameTextsGiveTheSameFile() throws IOException {
        train("fever and pain, pain and fever", "发烧和疼痛");
        byte[] first = Files.readAllBytes(directory.resolve("tokenizer.json"));
        train("fever and pain, pain and fever", "发烧和疼痛");

        assertThat(directory.resolve("tokenizer.json")).hasBinaryContent(first);
    }

    private Tokenizer train(String... texts) throws IOException {
        List<String> thrice =
                IntStream.range(0, 3).boxed().flatMap(i -> Stream.of(texts)).toList();
        return TokenizerTraining.train(Collections.unmodifiableList(thrice), 400, 64, directory);
    }
}
