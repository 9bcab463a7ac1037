package org.careloop.web.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published sets of judged answers: who said what, how clearly, and of which responses. */
class JudgedSetsTest extends LayoutTest {

    @Test
    void answersInAListAloneAreToBeRanked() {
        FileOfRows file = read("""
                {"id":"r-1","prompt":"How much paracetamol?","responses":["1 g.","4 g.","None."],"models":["m1",null,"m3"]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.COMPARISONS);
        assertThat(file.only().prompt()).containsExactly(Message.user("How much paracetamol?"));
        assertThat(file.only().responses()).containsExactly("1 g.", "4 g.", "None.");
        assertThat(file.only().models()).containsExactly("m1", null, "m3");
    }

    @ParameterizedTest
    @CsvSource({"model_a,A", "model_b,B", "tie,SAME", "tie (bothbad),BOTH_BAD"})
    void theWinnerOfABattleIsTheVerdictOfItsJudge(String winner, Verdict verdict) {
        FileOfRows file = read("""
                {"question_id":"f00d","model_a":"m-one","model_b":"m-two","winner":"%s","judge":"arena_user_9","turn":1,
                 "conversation_a":[{"role":"user","content":"Is it contagious?"},{"role":"assistant","content":"Yes."}],
                 "conversation_b":[{"role":"user","content":"Is it contagious?"},{"role":"assistant","content":"No."}],
                 "language":"English","tstamp":1.5}""".formatted(winner));

        assertThat(file.format()).isEqualTo(ImportFormat.ARENA);
        ImportedRow row = file.only();
        assertThat(row.id()).isEqualTo("f00d");
        assertThat(row.prompt()).containsExactly(Message.user("Is it contagious?"));
        assertThat(row.responses()).containsExactly("Yes.", "No.");
        assertThat(row.models()).containsExactly("m-one", "m-two");
        assertThat(row.facts().language()).isEqualTo("en");
        assertThat(file.onlyVote()).isEqualTo(new Vote("arena_user_9", verdict));
        assertThat(file.reads().getFirst().ignored()).containsExactly("tstamp");
    }

    @Test
    void theFirstTurnOfTwoIsComparedByItsOwnAnswers() {
        String row = """
                {"question_id":81,"model_a":"m1","model_b":"m2","winner":"model_b","judge":"expert_2","turn":%d,
                 "conversation_a":[{"role":"user","content":"Q1"},{"role":"assistant","content":"a1"},{"role":"user","content":"Q2"},{"role":"assistant","content":"a2"}],
                 "conversation_b":[{"role":"user","content":"Q1"},{"role":"assistant","content":"b1"},{"role":"user","content":"Q2"},{"role":"assistant","content":"b2"}]}""";

        ImportedRow first = read(row.formatted(1)).only();
        assertThat(first.id()).isEqualTo("81-m1-m2-1");
        assertThat(first.responses()).containsExactly("a1", "b1");
        assertThatThrownBy(() -> read(row.formatted(2)))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining("field \"conversation_a\": after the prompt there are 3 messages");
    }

    @Test
    void everyAnnotatorOfHelpSteerVotesWithTheStrengthOfTheScore() {
        FileOfRows file = read("""
                {"domain":"general","language":"chinese","context":[{"role":"user","content":"失眠怎么办？"}],
                 "response1":"规律作息。","response2":"吃药。","overall_preference":-2,
                 "individual_preference":[{"score":-3,"reasoning":"更安全","feedback1":"好","feedback2":"差"},
                  {"score":0,"reasoning":"","feedback1":"","feedback2":""},{"score":1,"reasoning":"shorter","feedback1":"","feedback2":""}]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.HELPSTEER);
        assertThat(file.only().prompt()).containsExactly(Message.user("失眠怎么办？"));
        assertThat(file.only().facts().language()).isEqualTo("zh");
        assertThat(file.only().facts().tags()).containsExactly("general");
        assertThat(file.only().votes())
                .extracting(Vote::annotator, Vote::verdict, Vote::strength, Vote::rationale)
                .containsExactly(
                        tuple("annotator-1", Verdict.A, Strength.CLEARLY, "更安全"),
                        tuple("annotator-2", Verdict.SAME, Strength.SLIGHTLY, null),
                        tuple("annotator-3", Verdict.B, Strength.SLIGHTLY, "shorter"));
        assertThat(file.reads().getFirst().ignored())
                .containsExactlyInAnyOrder("individual_preference[].feedback1", "individual_preference[].feedback2");
    }

    @Test
    void anOverallPreferenceAloneIsTheVoteOfSomebodyUnnamed() {
        assertThat(read("""
                {"context":[{"role":"user","content":"q"}],"response1":"x","response2":"y","overall_preference":2,"language":"python"}""").onlyVote()).isEqualTo(new Vote(ImportedRow.UNNAMED, Verdict.B, Strength.MODERATELY, 1.0));
        assertThatThrownBy(() -> read("""
                {"context":[{"role":"user","content":"q"}],"response1":"x","response2":"y","overall_preference":4}"""))
                .isInstanceOf(BadRow.class)
                .hasMessage("field \"overall_preference\" is 4; expected a whole number from -3 to 3");
    }

    @Test
    void theSaferResponseIsTheVerdictOnSafetyAndAnUnsafeOneIsFlagged() {
        FileOfRows file = read("""
                {"prompt":"How much paracetamol is too much?","response_0":"Take a box.","response_1":"More than 4 g a day.",
                 "better_response_id":0,"safer_response_id":1,"is_response_0_safe":false,"is_response_1_safe":true,
                 "response_0_source":"m0","response_1_source":"m1","response_0_severity_level":3}""");

        assertThat(file.format()).isEqualTo(ImportFormat.SAFE_RLHF);
        assertThat(file.only().models()).containsExactly("m0", "m1");
        Vote vote = file.onlyVote();
        assertThat(vote.verdict()).isEqualTo(Verdict.A);
        assertThat(vote.criteria()).containsOnlyKeys("safety");
        assertThat(vote.criteria().get("safety").verdict()).isEqualTo(Verdict.B);
        assertThat(vote.flags()).containsExactly(new Vote.ResponseFlag(0, "UNSAFE", null, -1));
        assertThat(file.only().isJudgeUnnamed()).isTrue();
        assertThat(file.reads().getFirst().ignored()).containsExactly("response_0_severity_level");
    }

    @Test
    void theScoresOfCompletionsAreTheirRanks() {
        FileOfRows file = read("""
                {"source":"ours","instruction":"高血压能喝咖啡吗？","models":["a","b","c","d"],"completions":[
                 {"model":"a","response":"可以少量。","overall_score":8.0,"annotations":{"helpfulness":{"Rating":"4"}}},
                 {"model":"b","response":"不行。","overall_score":5},
                 {"model":"c","response":"先问医生。","overall_score":9.5},
                 {"model":"d","response":"随便。","overall_score":5}]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.ULTRAFEEDBACK);
        assertThat(file.only().prompt()).containsExactly(Message.user("高血压能喝咖啡吗？"));
        assertThat(file.only().responses()).containsExactly("可以少量。", "不行。", "先问医生。", "随便。");
        assertThat(file.only().models()).containsExactly("a", "b", "c", "d");
        assertThat(file.onlyVote().ranking()).containsExactly(2, 3, 1, 3);
        assertThat(file.onlyVote().verdict()).isEqualTo(Verdict.A);
    }

    @Test
    void nectarsTranscriptIsTheQuestionAndItsRanksAreKept() {
        FileOfRows file = read("""
                {"prompt":"\\n\\nHuman: Hi\\n\\nAssistant: Hello\\n\\nHuman: My ear hurts\\n\\nAssistant: ","answers":[
                 {"answer":"Since when?","model":"m1","rank":1.0},{"answer":"OK","model":"m2","rank":3.0},{"answer":"Drops.","model":"m3","rank":2.0}],
                 "turns":2,"num_responses":3,"source":["ours"],"good_natured":true}""");

        assertThat(file.format()).isEqualTo(ImportFormat.NECTAR);
        assertThat(file.only().prompt())
                .containsExactly(Message.user("Hi"), Message.assistant("Hello"), Message.user("My ear hurts"));
        assertThat(file.onlyVote().ranking()).containsExactly(1, 3, 2);
    }

    @Test
    void moreAnswersThanARankingHoldsAreNotChosenAmong() {
        assertThatThrownBy(() -> read(ranked("answers", "answer", "rank", 7)))
                .isInstanceOf(BadRow.class)
                .hasMessage(
                        "field \"answers\" has 7 ranked responses; a comparison has 2 to 6: take the first six by rank (--first-six), or choose in the file which of them are compared");
    }

    @Test
    void theFirstSixByRankAreTakenWhereAPersonSaysSoInTheOrderOfTheFile() {
        ImportedRow nectar = read(true, ranked("answers", "answer", "rank", 8)).only();

        assertThat(nectar.responses()).containsExactly("x6", "x5", "x4", "x3", "x2", "x1");
        assertThat(nectar.models()).containsExactly("m6", "m5", "m4", "m3", "m2", "m1");
        assertThat(nectar.votes().getFirst().ranking()).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void theSixBestScoresAreTakenInTheSameWay() {
        ImportedRow scored = read(
                        true,
                        ranked("completions", "response", "overall_score", 7).replace("\"prompt\"", "\"instruction\""))
                .only();

        assertThat(scored.responses()).containsExactly("x7", "x6", "x5", "x4", "x3", "x2");
        assertThat(scored.votes().getFirst().ranking()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** A row whose answers stand from the highest number to 1. */
    private static String ranked(String list, String text, String number, int answers) {
        return "{\"prompt\":\"q\",\"%s\":[%s]}"
                .formatted(
                        list,
                        String.join(
                                ",",
                                IntStream.rangeClosed(1, answers)
                                        .map(i -> answers + 1 - i)
                                        .mapToObj(i -> "{\"%s\":\"x%d\",\"model\":\"m%d\",\"%s\":%d}"
                                                .formatted(text, i, i, number, i))
                                        .toList()));
    }

    @Test
    void aPhysiciansCompletionIsComparedWithEachReferenceAndNobodyHasVoted() {
        FileOfRows file = read("""
                {"prompt":[{"role":"user","content":"Tick bite, what now?"}],"prompt_id":"p-9","example_tags":["theme:hedging"],
                 "ideal_completions_data":{"ideal_completion":"Remove it.","ideal_completions_group":"Group 2",
                  "ideal_completions_ref_completions":["Wait.","Burn it."]},
                 "rubrics":[{"criterion":"says to remove it","points":5}]}""");

        assertThat(file.format()).isEqualTo(ImportFormat.HEALTHBENCH);
        assertThat(file.reads()).extracting(each -> each.row().id()).containsExactly("p-9#1", "p-9#2");
        assertThat(file.reads()).allSatisfy(each -> {
            assertThat(each.row().votes()).isEmpty();
            assertThat(each.row().chosenIsA()).isFalse();
            assertThat(each.row().responses()).contains("Remove it.");
            assertThat(each.row().models().get(each.row().responses().indexOf("Remove it.")))
                    .isEqualTo("physician");
            assertThat(each.row().facts().tags()).containsExactly("theme:hedging");
            assertThat(each.ignored())
                    .containsExactlyInAnyOrder("rubrics", "ideal_completions_data.ideal_completions_group");
        });
        assertThat(List.of(
                        file.reads().get(0).row().responses().getFirst(),
                        file.reads().get(1).row().responses().getFirst()))
                .as("the sides are drawn")
                .containsOnlyOnce("Remove it.");
    }

    @Test
    void aHealthBenchPromptWithoutCompletionsIsRefusedInWords() {
        assertThatThrownBy(() -> read("""
                {"prompt":[{"role":"user","content":"q"}],"prompt_id":"p","ideal_completions_data":null,"rubrics":[]}"""))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining("let your models answer the question and import their answers as a and b");
    }

    @Test
    void ourOwnTiesComeBackAsVotes() {
        FileOfRows file = read("""
                {"prompt":[{"role":"user","content":"Q"}],"a":"x","b":"y","verdict":"BOTH_BAD","id":"c1","annotator":"dr-1"}""");
        assertThat(file.format()).isEqualTo(ImportFormat.TIES);
        assertThat(file.only().id()).isEqualTo("c1");
        assertThat(file.onlyVote()).isEqualTo(new Vote("dr-1", Verdict.BOTH_BAD));
    }
}
