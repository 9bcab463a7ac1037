package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.Message;
import org.careloop.run.settings.AnswerSettings;
import org.junit.jupiter.api.Test;

class PairChoiceTest {
    private static final List<String> MODELS = List.of("one", "two", "three");

    @Test
    void everyTwoModelsMeetEquallyOftenAndNoPromptHasMoreThanItsShare() {
        List<AnswerPair> chosen = choose(100, 1, 0, 5);

        assertThat(chosen).hasSize(100);
        assertThat(meetings(chosen))
                .hasSize(3)
                .allSatisfy((models, count) -> assertThat(count).isBetween(33L, 34L));
        assertThat(chosen.stream().map(pair -> pair.question().id())).doesNotHaveDuplicates();
    }

    @Test
    void aLimitIsKeptAndSharedBetweenTheModels() {
        assertThat(meetings(choose(100, 1, 30, 5)))
                .hasSize(3)
                .allSatisfy((models, count) -> assertThat(count).isEqualTo(10));
    }

    @Test
    void withRoomForAllEveryPairIsTaken() {
        assertThat(meetings(choose(10, 3, 0, 5)))
                .allSatisfy((models, count) -> assertThat(count).isEqualTo(10));
    }

    @Test
    void theSameSeedChoosesTheSameAndAnotherSeedOthers() {
        assertThat(ids(choose(100, 1, 12, 5)))
                .isEqualTo(ids(choose(100, 1, 12, 5)))
                .isNotEqualTo(ids(choose(100, 1, 12, 6)));
    }

    @Test
    void aRankingDecidesWithinTheSameTwoModels() {
        PairChoice choice = new PairChoice(new AnswerSettings.Pairs(1, 6, "disagreement"), 5);

        List<AnswerPair> chosen = choice.of(pairs(100), group -> new ArrayList<>(group.reversed()));

        assertThat(ids(chosen)).containsExactlyInAnyOrder("p99", "p98", "p97", "p96", "p95", "p94");
        assertThat(meetings(chosen))
                .allSatisfy((models, count) -> assertThat(count).isEqualTo(2));
    }

    @Test
    void whichAnswerIsStoredFirstIsDrawnByLotAndTheModelsGoWithTheirTexts() {
        SplittableRandom lot = new SplittableRandom(1);
        List<org.careloop.run.Comparison> comparisons = choose(400, 1, 0, 5).stream()
                .map(pair -> pair.comparison(pair.question().id(), lot))
                .toList();

        assertThat(comparisons).allSatisfy(row -> {
            assertThat(row.a()).startsWith(row.models().get(0) + " ");
            assertThat(row.b()).startsWith(row.models().get(1) + " ");
        });
        assertThat(comparisons.stream()
                        .filter(row -> MODELS.indexOf(row.models().get(0))
                                < MODELS.indexOf(row.models().get(1))))
                .hasSizeBetween(160, 240);
    }

    private static List<AnswerPair> choose(int prompts, int pairsPerPrompt, int limit, long seed) {
        PairChoice choice = new PairChoice(new AnswerSettings.Pairs(pairsPerPrompt, limit, "random"), seed);
        return choice.of(pairs(prompts), choice::byLot);
    }

    private static List<AnswerPair> pairs(int prompts) {
        return IntStream.range(0, prompts)
                .mapToObj(i -> new Question("p" + i, List.of(Message.user("q" + i)), i))
                .flatMap(question -> AnswerPair.of(question, answers(question)).stream())
                .toList();
    }

    private static List<Answer> answers(Question question) {
        return MODELS.stream()
                .map(model -> new Answer(
                        question.id(), model, model + " answers", Answer.Finish.STOP, 2, Map.of(), 1, Instant.EPOCH))
                .toList();
    }

    private static Map<List<String>, Long> meetings(List<AnswerPair> pairs) {
        return pairs.stream().collect(Collectors.groupingBy(AnswerPair::models, Collectors.counting()));
    }

    private static List<String> ids(List<AnswerPair> pairs) {
        return pairs.stream().map(pair -> pair.question().id()).toList();
    }

    @Test
    void answersThatDifferInBlanksAtTheirEndsAreIdentical() {
        Function<String, Answer> answer =
                text -> new Answer("p", "m", text, Answer.Finish.STOP, 2, Map.of(), 1, Instant.EPOCH);

        assertThat(Stream.of(" Rest.\n", "Rest.").map(answer).allMatch(answer.apply("Rest.")::saysTheSameAs))
                .isTrue();
        assertThat(answer.apply("Rest.").saysTheSameAs(answer.apply("Rest"))).isFalse();
    }
}
