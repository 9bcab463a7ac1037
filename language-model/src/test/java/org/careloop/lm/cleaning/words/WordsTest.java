package org.careloop.lm.cleaning.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static List<String> passages(String text) {
        Words words = Words.of(text);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            all.add(words.passage(i, i));
        }
        return all;
    }

    @Test
    void lettersStandTogetherAndChineseCharactersAlone() {
        assertThat(passages("每日2次，Aspirin 100mg，naïve 𠮷"))
                .containsExactly("每", "日", "2", "次", "Aspirin", "100mg", "naïve", "𠮷");
    }

    @Test
    void caseAndWidthMakeNoDifferenceAndPunctuationNone() {
        assertThat(Words.of("ＣＴ scan: ABC.").runs(3))
                .isEqualTo(Words.of("ct SCAN abc").runs(3));
        assertThat(Words.of("ct scan abd").runs(3))
                .isNotEqualTo(Words.of("ct scan abc").runs(3));
    }

    @Test
    void runsThatRollAreThoseOfTheirWordsAlone() {
        Words words = Words.of("the cat sat on the cat sat on a mat");

        long[] runs = words.runs(3);

        assertThat(runs).hasSize(8);
        assertThat(runs[0]).isEqualTo(runs[4]).isEqualTo(Words.of("the cat sat").runs(3)[0]);
        assertThat(runs[3]).isNotEqualTo(runs[7]);
    }

    @Test
    void aWindowIsThirteenWordsOrTwentyOneCharacters() {
        List<String> english = new ArrayList<>();
        Words words = Words.of("a b c d e f g h i j k l m n");
        Windows.forEach(words, 13, (hash, first, last) -> english.add(words.passage(first, last)));
        List<Integer> chinese = new ArrayList<>();
        Words characters = Words.of("一二三四五六七八九十".repeat(3));
        Windows.forEach(characters, 13, (hash, first, last) -> chinese.add(last - first + 1));

        assertThat(english).containsExactly("a b c d e f g h i j k l m", "b c d e f g h i j k l m n");
        assertThat(chinese).hasSize(10).containsOnly(21);
    }

    @Test
    void aWindowHasTheSameHashWhereverItStands() {
        String passage = "CT检查显示右肺下叶有一个约2cm大小的结节边缘有毛刺";
        List<Long> alone = new ArrayList<>();
        List<Long> inside = new ArrayList<>();

        Windows.forEach(Words.of(passage), 13, (hash, first, last) -> alone.add(hash));
        Windows.forEach(Words.of("病史：" + passage + "。建议复查"), 13, (hash, first, last) -> inside.add(hash));

        assertThat(alone).isNotEmpty();
        assertThat(inside).containsSubsequence(alone);
    }
}
