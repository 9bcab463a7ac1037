package org.careloop.ppo.unify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    @ParameterizedTest
    @ValueSource(strings = {"The article says so.", "As stated in THE TEXT, rest.", "如上述内容所述", "根据参考资料"})
    void aTextThatIsMentionedIsNoticed(String written) {
        assertThat(Wording.leaks(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"The texture of the skin", "the documented dose", "在正常参考值以内", "这段时间多休息", "the authorship"})
    void aWordThatOnlyBeginsAlikeIsNone(String written) {
        assertThat(Wording.leaks(written)).isFalse();
    }

    @Test
    void whatLooksLikeABlankInATextStaysAsItIs() {
        assertThat(Wording.ENGLISH
                        .askAnswer("Why {text}?", "a {question} b")
                        .getFirst()
                        .content())
                .contains("Somebody asks:\n\nWhy {text}?\n", "\n\na {question} b\n\n");
        assertThat(Wording.ENGLISH.askQuestion("a {limit} b", 30).getFirst().content())
                .contains("a {limit} b", "at most 30 characters");
    }

    @Test
    void overlapCountsCharactersOfChineseAndWordsOfEnglish() {
        assertThat(Overlap.of("发热头痛", "发热咳嗽")).isEqualTo(2 / 6.0);
        assertThat(Overlap.of("Take 200 mg twice", "take 200 mg, please")).isEqualTo(3 / 5.0);
        assertThat(Overlap.of("…", "!")).isZero();
    }
}
