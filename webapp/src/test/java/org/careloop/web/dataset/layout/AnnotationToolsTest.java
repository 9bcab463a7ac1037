package org.careloop.web.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What annotators said in Argilla and in Label Studio. */
class AnnotationToolsTest extends LayoutTest {

    @Test
    void argillasAnswersByQuestionAreVotesOfTheirUsers() {
        FileOfRows file = read("""
                {"id":"r1","fields":{"instruction":"孩子发烧，要去医院吗？","response1":"先观察。","response2":"高于39度要去。"},
                 "metadata":{},"suggestions":{"preference":{"value":"response1","score":0.4,"agent":"m"}},
                 "responses":{"preference":[{"value":"response2","user_id":"u-1"},{"value":"tie","user_id":"u-2"}],
                  "reason":[{"value":"给出界限","user_id":"u-1"}],"quality":[{"value":4,"user_id":"u-1"}]},
                 "vectors":{},"_server_id":"s-1"}""");

        assertThat(file.format()).isEqualTo(ImportFormat.ARGILLA);
        ImportedRow row = file.only();
        assertThat(row.id()).isEqualTo("r1");
        assertThat(row.prompt()).containsExactly(Message.user("孩子发烧，要去医院吗？"));
        assertThat(row.responses()).containsExactly("先观察。", "高于39度要去。");
        assertThat(row.votes()).extracting(Vote::annotator).containsExactly("u-1", "u-2");
        assertThat(row.votes()).extracting(Vote::verdict).containsExactly(Verdict.B, Verdict.SAME);
        assertThat(row.votes()).extracting(Vote::rationale).containsExactly("给出界限", null);
        assertThat(file.reads().getFirst().ignored()).containsExactlyInAnyOrder("responses.quality", "suggestions");
    }

    /** u-1 puts the last first, u-2 the first; on average the second is the worst of seven. */
    @Test
    void ofSevenThatPeopleRankedTheSixBestOnAverageAreTakenWhereTheLeadSaysSo() {
        String row = """
                {"fields":{"prompt":"Cough?","response1":"a","response2":"b","response3":"c","response4":"d","response5":"e","response6":"f","response7":"g"},
                 "responses":[
                  {"user_id":"u-1","status":"submitted","values":{"ranking":{"value":["response7","response1","response3","response4","response5","response6","response2"]}}},
                  {"user_id":"u-2","status":"submitted","values":{"ranking":{"value":["response1","response3","response4","response5","response6","response2","response7"]}}}]}""";

        FileOfRows file = read(true, row);

        assertThat(file.only().responses()).containsExactly("a", "c", "d", "e", "f", "g");
        assertThat(file.only().votes())
                .extracting(Vote::annotator, Vote::ranking)
                .containsExactly(tuple("u-1", List.of(2, 3, 4, 5, 6, 1)), tuple("u-2", List.of(1, 2, 3, 4, 5, 6)));
        assertThatThrownBy(() -> read(false, row)).hasMessageContaining("7 ranked responses");
    }

    @Test
    void argillasAnswersByPersonCountOnlyWhenSubmitted() {
        FileOfRows file = read("""
                {"fields":{"prompt":"Cough?","response-1":"x","response-2":"y","response-3":"z"},"external_id":"e1",
                 "responses":[
                  {"user_id":"u-1","status":"submitted","values":{"ranking":{"value":[{"value":"response-2","rank":1},{"value":"response-1","rank":2},{"value":"response-3","rank":2}]}}},
                  {"user_id":"u-2","status":"draft","values":{"ranking":{"value":[{"value":"response-1","rank":1}]}}}],
                 "suggestions":[]}""");

        assertThat(file.only().id()).isEqualTo("e1");
        assertThat(file.onlyVote().annotator()).isEqualTo("u-1");
        assertThat(file.onlyVote().ranking()).containsExactly(2, 1, 2);
        assertThat(file.reads().getFirst().ignored()).containsExactly("responses (draft)");
    }

    @Test
    void argillasFlattenedColumnsAreTheSameRecords() {
        FileOfRows file = read("""
                {"id":"r1","prompt":"Cough?","answer_a":"x","answer_b":"y","preference.responses":["Answer A","answer_b"],
                 "preference.responses.users":["u-1","u-2"],"preference.responses.status":["submitted","submitted"],
                 "preference.suggestion":"answer_b","_server_id":"s"}""");

        assertThat(file.format()).isEqualTo(ImportFormat.ARGILLA);
        assertThat(file.only().responses()).containsExactly("x", "y");
        assertThat(file.only().votes()).containsExactly(new Vote("u-1", Verdict.A), new Vote("u-2", Verdict.B));
        assertThat(file.reads().getFirst().ignored()).containsExactly("preference.suggestion");
    }

    @Test
    void aRatingSaysNothingOfTwoResponses() {
        assertThatThrownBy(() -> read("""
                {"fields":{"prompt":"q","response1":"x","response2":"y"},"responses":{"quality":[{"value":4,"user_id":"u-1"}]}}"""))
                .isInstanceOf(BadRow.class)
                .hasMessage(
                        "no answer of \"u-1\" (quality) says which of response1, response2 is better; expected a label or a ranking of them");
    }

    private static final String TASK = """
            {"id":17,"data":{"prompt":"Knee pain after running","answer1":"Rest.","answer2":"Run more.","case":"k-3"},
             "annotations":[%s],"predictions":[],"created_at":"2026-01-31T08:00:00Z"}""";

    @ParameterizedTest
    @CsvSource({"left,A", "right,B"})
    void theSideSelectedInLabelStudioIsTheVerdict(String side, Verdict verdict) {
        FileOfRows file = read(TASK.formatted("""
                {"id":1,"completed_by":{"id":5,"email":"dr@hospital.example"},"was_cancelled":false,"lead_time":31.5,
                 "result":[{"value":{"selected":"%s"},"id":"r","from_name":"pw","to_name":"answer1,answer2","type":"pairwise"},
                  {"value":{"text":["Safer"]},"from_name":"why","to_name":"answer1","type":"textarea"}]},
                {"id":2,"completed_by":6,"was_cancelled":true,"result":[]}""".formatted(side)));

        assertThat(file.format()).isEqualTo(ImportFormat.LABEL_STUDIO);
        assertThat(file.only().id()).isEqualTo("17");
        assertThat(file.only().prompt()).containsExactly(Message.user("Knee pain after running"));
        assertThat(file.only().responses()).containsExactly("Rest.", "Run more.");
        Vote vote = file.onlyVote();
        assertThat(vote.annotator()).isEqualTo("dr@hospital.example");
        assertThat(vote.verdict()).isEqualTo(verdict);
        assertThat(vote.rationale()).isEqualTo("Safer");
        assertThat(file.reads().getFirst().ignored())
                .contains("annotations[] (skipped)", "annotations[].lead_time", "data.case", "created_at");
    }

    @Test
    void theTagSaysWhichAnswerIsLeftAndAChoiceMayBeATie() {
        FileOfRows file = read(TASK.formatted("""
                {"completed_by":6,"result":[{"value":{"selected":"left"},"from_name":"pw","to_name":"answer2,answer1","type":"pairwise"}]}"""), TASK.formatted("""
                {"completed_by":7,"result":[{"value":{"choices":["Tie"]},"from_name":"pick","to_name":"answer1","type":"choices"}]}"""));

        assertThat(file.reads().getFirst().row().responses()).containsExactly("Run more.", "Rest.");
        assertThat(file.reads().getFirst().row().votes()).containsExactly(new Vote("6", Verdict.A));
        assertThat(file.reads().getLast().row().votes()).containsExactly(new Vote("7", Verdict.SAME));
    }

    @Test
    void aTaskWithoutAVerdictIsRefusedByItsAnnotator() {
        assertThatThrownBy(() -> read(TASK.formatted("""
                {"completed_by":6,"result":[{"value":{"rating":4},"from_name":"stars","type":"rating"}]}""")))
                .isInstanceOf(BadRow.class)
                .hasMessageContaining("the annotation by \"6\" does not say which of answer1, answer2 is better");
    }

    @Test
    void fieldsThatAreNoResponsesAreNamed() {
        assertThatThrownBy(() -> read("""
                {"data":{"prompt":"q","one":"x","other":"y"},"annotations":[]}"""))
                .isInstanceOf(BadRow.class)
                .hasMessage(
                        "the fields are one, other, prompt; two of them should be the responses: name them response1 and response2");
    }
}
