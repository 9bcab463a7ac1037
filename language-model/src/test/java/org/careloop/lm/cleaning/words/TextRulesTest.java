package org.careloop.lm.cleaning.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRulesTest {
    private static String languageOf(String text) {
        return new TextLanguage().of(text, Words.of(text));
    }

    private static String wordsFrom(int first, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            text.append("word").append(Integer.toString(i * 7919, 36)).append(' ');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 患者男性，45岁，因咳嗽咳痰3天入院，CT 检查未见异常。",
        "ja, 患者は三日前から発熱があり、咳と頭痛を訴えています。",
        "ko, 환자는 사흘 전부터 열이 나고 기침과 두통을 호소하고 있습니다.",
        "en, Patient with atrial fibrillation on warfarin; INR 2.4 and no signs of bleeding at follow-up.",
        "fr, Le patient souffre depuis trois semaines de fièvre et de toux sans amélioration après le traitement.",
        "'', Aspirin 100 mg"
    })
    void theLanguageOfATextIsSaidByItsScriptOrByItsLetters(String language, String text) {
        assertThat(languageOf(text)).isEqualTo(language);
    }

    @Test
    void aTextThatSaysTheSameAgainAndAgainRepeatsItselfAndAnOrdinaryOneDoesNot() {
        String once = wordsFrom(0, 200);
        String often = wordsFrom(0, 60) + "take two tablets every morning after breakfast ".repeat(8);
        String lines = wordsFrom(0, 30) + "\ncall us now\ncall us now\ncall us now\ncall us now\n" + wordsFrom(40, 30);

        assertThat(Repetition.in(once, Words.of(once))).isEmpty();
        assertThat(Repetition.in(often, Words.of(often)).orElseThrow().passage())
                .isEqualTo("take two tablets every morning");
        assertThat(Repetition.in(lines, Words.of(lines)).orElseThrow().why())
                .isEqualTo("50 % of the lines stood before, 30 % may");
    }

    @Test
    void aShortAnswerMayNameItsDiseaseInEverySentence() {
        String text = "慢性支气管炎".repeat(5) + wordsFrom(0, 20) + "慢性支气管炎的治疗";

        assertThat(Repetition.in(text, Words.of(text))).isEmpty();
    }

    @Test
    void symbolsAreNoLanguageAndLaboratoryValuesAre() {
        String values = "血常规：WBC 6.2×10⁹/L，Hb 132 g/L（正常），PLT ≥ 200；体温 37.8℃，血压 120/80 mmHg。";

        assertThat(new Symbols(0.1).wrong(values, Words.of(values))).isEmpty();
        assertThat(new Symbols(0.1).wrong("★☆★☆★☆ 优惠 ★☆★☆", Words.of("优惠")).orElseThrow())
                .isEqualTo("83 % of the characters are symbols, 10 % may be");
    }
}
