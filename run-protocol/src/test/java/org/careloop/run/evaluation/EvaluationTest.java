package org.careloop.run.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    private static final Rate HALF = Rate.of(values(5, 5), eachAlone(10));
    private static final Change.Earlier NOTHING_MORE = new Change.Earlier(HALF, HALF, Map.of());

    private static int[] eachAlone(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static double[] values(int right, int wrong) {
        double[] values = new double[right + wrong];
        Arrays.fill(values, 0, right, 1);
        return values;
    }

    /** scipy.stats.binomtest(k, n).proportion_ci(method="wilson"). */
    @ParameterizedTest
    @CsvSource({"7,3,0.396775,0.892209", "0,10,0,0.277533", "10,0,0.722467,1", "50,50,0.403830,0.596170"})
    void independentQuestionsHaveWilsonsInterval(int right, int wrong, double low, double high) {
        Rate rate = Rate.of(values(right, wrong), eachAlone(right + wrong));

        assertThat(rate.value()).isEqualTo((double) right / (right + wrong));
        // It is a little wider: the variance by group has G / (G - 1).
        assertThat(rate.low()).isCloseTo(low, within(.015));
        assertThat(rate.high()).isCloseTo(high, within(.015));
    }

    @Test
    void fourQuestionsOfOneStemCountAsOneDraw() {
        double[] values = new double[400];
        int[] groups = new int[400];
        for (int i = 0; i < values.length; i++) {
            groups[i] = i / 4;
            values[i] = groups[i] % 2;
        }

        Rate clustered = Rate.of(values, groups);
        Rate independent = Rate.of(values, eachAlone(400));

        assertThat(clustered.groups()).isEqualTo(100);
        assertThat((clustered.high() - clustered.low()) / (independent.high() - independent.low()))
                .as("four times the variance")
                .isCloseTo(2, within(.03));
    }

    /** scipy.stats.binomtest(b, b + c).pvalue. */
    @ParameterizedTest
    @CsvSource({
        "0,0,1",
        "1,0,1",
        "0,6,0.03125",
        "2,10,0.03857421875",
        "10,2,0.03857421875",
        "5,5,1",
        "40,70,0.00544742951"
    })
    void mcnemarIsExact(int lost, int won, double p) {
        assertThat(Change.mcnemar(lost, won)).isCloseTo(p, within(1e-7));
    }

    @Test
    void mcnemarOfManyQuestionsDoesNotUnderflow() {
        assertThat(Change.mcnemar(3000, 3000)).isEqualTo(1);
        assertThat(Change.mcnemar(1000, 2000)).isBetween(0.0, 1e-50);
    }

    /** Agresti and Min 2005, section 2: the interval of a difference of matched proportions, half a question added to each cell. */
    @Test
    void aDifferenceHasTheIntervalOfMatchedPairs() {
        double[] earlier = new double[100];
        double[] later = new double[100];
        Arrays.fill(earlier, 0, 10, 1);
        Arrays.fill(later, 10, 35, 1);

        Change change = Change.of("old", earlier, later, eachAlone(100), .15, NOTHING_MORE);

        assertThat(change.onlyBefore()).isEqualTo(10);
        assertThat(change.onlyAfter()).isEqualTo(25);
        assertThat(change.difference()).isCloseTo(.15, within(1e-12));
        double adjusted = 15 / 102.0;
        double half = 1.959964 * Math.sqrt(36 - 15 * adjusted) / 102 * Math.sqrt(100 / 99.0);
        assertThat(change.low()).isCloseTo(adjusted - half, within(1e-4));
        assertThat(change.high()).isCloseTo(adjusted + half, within(1e-4));
    }

    @Test
    void twoModelsThatAnswerAlikeStillHaveAnInterval() {
        Change change = Change.of("old", values(5, 5), values(5, 5), eachAlone(10), 0, NOTHING_MORE);

        assertThat(change.difference()).isZero();
        assertThat(change.low()).isLessThan(-.1);
        assertThat(change.high()).isGreaterThan(.1);
        assertThat(change.mcnemar()).isEqualTo(1);
    }

    private static Question question(String id, String subject, String text, String... options) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i++) {
            all.put(String.valueOf((char) ('A' + i)), options[i]);
        }
        return new Question(id, subject, "", text, all, new TreeSet<>(Set.of("A")), false, Map.of());
    }

    private static Answered answered(Question question, @Nullable String answer) {
        return new Answered(
                question.id(),
                question.subject(),
                question.target(),
                null,
                "text",
                answer,
                question.target().equals(answer) ? 1 : 0,
                0);
    }

    @Test
    void neighboursWithTheSameOptionsAndEqualWordsAreOneGroup() {
        assertThat(QuestionGroups.of(List.of(
                        question("1", "s", "One?", "a", "b"),
                        question("2", "s", "Two?", "a", "b"),
                        question("3", "s", "Three?", "c", "d"),
                        question("4", "s", "Four?", "a", "b"),
                        question("5", "s", "Three?", "e", "f"),
                        question("6", "t", "Six?", "e", "f"))))
                .containsExactly(0, 0, 1, 2, 1, 3);
    }

    @Test
    void subjectsCountAlikeInTheMacroRate() {
        List<Question> questions = new ArrayList<>();
        List<Answered> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Question each = question("" + i, i < 10 ? "long" : "short", "Q" + i, "a" + i, "b");
            questions.add(each);
            answers.add(answered(each, i < 10 ? "A" : i == 10 ? "B" : null));
        }
        Benchmark asked = new Benchmark(Layout.MMLU, questions, 3);
        Terms terms = new Terms(
                Layout.MMLU,
                "mmlu@1",
                "00000000",
                "all@1",
                "00000000",
                Terms.Method.GENERATION,
                0,
                1,
                512,
                "00000000",
                "");

        Evaluation result = Evaluation.of("model", terms, asked, answers);

        assertThat(result.accuracy().value()).isCloseTo(10 / 12.0, within(1e-12));
        assertThat(result.macro().value()).isEqualTo(.5);
        assertThat(result.unextracted()).isEqualTo(1);
        assertThat(result.unkeyed()).isEqualTo(3);
        assertThat(result.macroF1()).isNull();
        assertThat(result.results().keySet()).containsExactly("long", "short");
    }

    /** sklearn.metrics.f1_score(target, answer, labels=[maybe, no, yes], average="macro"). */
    @Test
    void macroF1CountsAQuestionWithoutAnAnswerAsMissed() {
        List<Answered> answers = List.of(
                new Answered("1", "", "yes", null, "", "yes", 1, 0),
                new Answered("2", "", "yes", null, "", "no", 0, 0),
                new Answered("3", "", "no", null, "", "no", 1, 0),
                new Answered("4", "", "maybe", null, "", null, 0, 0));

        double yes = 2 * 1.0 / (2 + 1);
        double no = 2 * 1.0 / (1 + 2);
        assertThat(Evaluation.macroF1(answers)).isCloseTo((yes + no + 0) / 3, within(1e-12));
    }
}
