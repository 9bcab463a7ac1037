package org.careloop.run.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.benchmark.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionTest {
    private static Question question(boolean several, String... options) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i++) {
            all.put(String.valueOf((char) ('A' + i)), options[i]);
        }
        return new Question("1", "", "", "Which?", all, new TreeSet<>(Set.of("A")), several, Map.of());
    }

    private static final Question ENGLISH = question(false, "Aspirin", "Fever", "No fever", "Heart failure", "Rest");
    private static final Question CHINESE = question(false, "阿司匹林", "发热", "无发热", "心力衰竭", "休息");
    private static final Question SEVERAL = question(true, "咳嗽", "咯血", "胸痛", "盗汗", "乏力");

    private static String found(Question question, String written) {
        return Extraction.of(question, written)
                .map(letters -> String.join("", letters))
                .orElse("-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The answer is B.|B",
                "The answer is (D), heart failure.|D",
                "**Answer:** C|C",
                "Answer: option E|E",
                "The correct option is **A**.|A",
                "So \\boxed{\\text{B}}|B",
                "First I thought the answer is A. On reflection the answer is B.|B",
                "The answer is not A. The answer is: D|D",
                "B|B",
                "(B)|B",
                "B. Fever|B",
                "B)  because of this|B",
                "Ａ．Aspirin|A",
                "It must be heart failure|D",
                "There is no fever here|C",
                "The answer is A and B|AB",
                "A 45-year-old man needs care.|-",
                "An answer is hard to give.|-",
                "The answer is Aspirin.|A",
                "The answer is G.|-",
                "The answer is not A.|-",
                "Option A is wrong, Option B is wrong.|-",
                "aspirin or rest|-",
                "I do not know.|-"
            })
    void english(String written, String letters) {
        assertThat(found(ENGLISH, written)).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "答案是B。|B",
                "正确答案：D|D",
                "正确答案是：Ｄ。|D",
                "因此应选C|C",
                "故选Ａ。|A",
                "答案为“B”|B",
                "不选A，选B。|B",
                "不应选A|-",
                "答案不是A|-",
                "答案不是A，答案是E。|E",
                "选项A不对，选项B也不对|-",
                "B、发热|B",
                "首先考虑心力衰竭。|D",
                "患者无发热|C",
                "阿司匹林和休息都可以|-",
                "不清楚|-"
            })
    void chinese(String written, String letters) {
        assertThat(found(CHINESE, written)).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "答案是ABD|ABD",
                "答案是D、B、A。|ABD",
                "答案是A和C|AC",
                "答案为A B C|ABC",
                "ACE|ACE",
                "有咳嗽、咯血和盗汗|ABD",
                "正确答案：C|C",
                "都对|-"
            })
    void severalAnswers(String written, String letters) {
        assertThat(found(SEVERAL, written)).isEqualTo(letters);
    }

    @Test
    void anAnalysisOfEveryOptionIsNoAnswer() {
        assertThat(found(CHINESE, "A. 错误\nB. 正确\nC. 错误")).isEqualTo("-");
        assertThat(found(CHINESE, "A. 错误\nB. 正确\nC. 错误\n所以答案是B")).isEqualTo("B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes.", "Yes, because the trial showed it.", "The answer is yes.", "Answer: YES"})
    void wordsInPlaceOfLetters(String written) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String each : new String[] {"yes", "no", "maybe"}) {
            words.put(each, each);
        }
        Question question = new Question("1", "", "", "Does it?", words, new TreeSet<>(Set.of("no")), false, Map.of());

        assertThat(found(question, written)).isEqualTo("yes");
        assertThat(found(question, "No significant difference was seen.")).isEqualTo("-");
        assertThat(found(question, "It may be yes or no.")).isEqualTo("-");
    }

    @Test
    void anEmptyTextIsNoAnswer() {
        assertThat(found(ENGLISH, " \n")).isEqualTo("-");
    }
}
