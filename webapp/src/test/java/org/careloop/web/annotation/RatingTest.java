package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.people.Person;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesigner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Texts come into a study and are rated: what a row must be, what an answer must have, drafts, overlap, changes. */
class RatingTest extends RatedTextsTest {
    @Autowired
    private StudyDesigner designer;

    @Test
    void aRowThatDoesNotFitIsRefusedWithItsLineAndField() throws IOException {
        Study study = rating(text("first"));

        signedIn.as(lead);
        ImportFile wrong = file(
                text("second"),
                text("second"),
                text("first"),
                "{\"id\": \"empty\", \"text\": \" \"}",
                "{\"id\": \"known\", \"text\": \"x\", \"gold\": 7}",
                "{\"id\": \"pair\", \"prompt\": \"q\", \"a\": \"x\", \"b\": \"y\"}",
                "{\"id\": \"rated\", \"text\": \"x\", \"ratings\": [{\"annotator\": \"a\", \"score\": 3}]}");

        assertThatThrownBy(() -> imports.importFiles(study.id(), List.of(wrong), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("id \"second\" stands already at")
                .hasMessageContaining("id \"first\" is in the study already")
                .hasMessageContaining("field \"text\" is empty")
                .hasMessageContaining("field \"gold\" is 7; expected a whole number from 0 to 5")
                .hasMessageContaining("field \"ratings\" is not read");
    }

    @Test
    void aStudyTakesRowsOfItsKindAlone() throws IOException {
        Study rating = rating(text("first"));
        Study comparing = studies.create(new NewStudy("Pairs " + UUID.randomUUID(), "", 1), lead.id());

        assertThatThrownBy(() -> imports.importFiles(comparing.id(), List.of(file(text("x"))), 1))
                .hasMessageContaining("the row is a text to be rated, and the study compares responses");
        assertThatThrownBy(() -> imports.importFiles(
                        rating.id(),
                        List.of(file("{\"id\": \"p\", \"prompt\": \"q\", \"a\": \"x\", \"b\": \"y\"}")),
                        1))
                .hasMessageContaining("the row compares responses, and the study rates single texts");
        StudyDesign other = StudyDesign.of("", 2);
        assertThatThrownBy(() -> designer.save(rating, rating.name(), other, "a slip"))
                .hasMessageContaining("the study is of kind RATING");
    }

    @Test
    void anAnswerNeedsEveryScoreAndNothingElse() throws IOException {
        rating(text("first"));
        Pair pair = next(one);

        assertThat(pair.prompt()).isEmpty();
        assertThat(pair.responses()).containsExactly("What first says of the heart.");
        assertThat(rate(one, pair, Answer.rated(Map.of(Scores.OVERALL, 4), List.of(), "")))
                .isEqualTo(Outcome.INCOMPLETE);
        assertThat(next(one).draft().scores()).isEqualTo(Map.of(Scores.OVERALL, 4));
        assertThatThrownBy(() -> rate(one, pair, rated(6, 3))).hasMessageContaining("whole numbers from 0 to 5");
        assertThatThrownBy(() -> rate(one, pair, answer(SideVerdict.LEFT, ""))).hasMessageContaining("verdict");
        assertThat(rate(one, pair, rated(4, 3))).isEqualTo(Outcome.STORED);
        assertThat(service.own(pair.comparison()).orElseThrow().answer()).isEqualTo(rated(4, 3));
    }

    @Test
    void aDraftIsThereAgainAndAChangeIsARevision() throws IOException {
        rating(text("first"), text("second"));
        Pair pair = next(one);
        Answer begun = Answer.rated(Map.of("density", 2), List.of(), "so far");

        assertThat(service.saveDraft(pair.comparison(), pair.shown(), begun)).isTrue();
        assertThat(next(one).draft()).isEqualTo(begun);
        assertThat(rate(one, pair, rated(1, 2))).isEqualTo(Outcome.STORED);
        assertThat(service.revise(submission(pair, rated(5, 4)), RevisionReason.SLIP, "wrong key"))
                .isEqualTo(Outcome.STORED);

        assertThat(scores(pair)).containsExactly("1", "5");
        assertThat(database.sql("select array_to_string(scored, '') from comparison_tally where comparison_id = ?")
                        .param(pair.comparison().value())
                        .query(String.class)
                        .single())
                .isEqualTo("000001");
        assertThat(audited("judgement.revise", pair.comparison().toString())).isEqualTo(1);
    }

    private List<String> scores(Pair pair) {
        return database.sql("select scores ->> 'overall' from judgement where comparison_id = ? order by revision")
                .param(pair.comparison().value())
                .query(String.class)
                .list();
    }

    @Test
    void exactlyTheOverlapIsAskedFor() throws IOException {
        rating(text("first"));
        Pair pair = next(one);
        rate(one, pair, rated(3, 3));
        rate(two, next(two), rated(3, 3));
        Person three = signedIn.clinician("three");

        signedIn.as(three);
        assertThat(service.next()).isInstanceOf(NextPair.Nothing.class);
        assertThat(rate(three, pair, rated(0, 0))).isEqualTo(Outcome.NO_LONGER_NEEDED);
    }

    @Test
    void aRepeatIsRevisedByItself() throws IOException {
        Study study = rating(text("t0"), text("t1"));
        rate(one, next(one), rated(3, 3));
        check(study, one, "t0", "REPEAT");
        clock.advance(Duration.ofMinutes(1));
        Pair repeat = next(one);
        rate(one, repeat, rated(4, 3));

        LastJudgement last = service.last().orElseThrow();
        assertThat(last.pair().comparison()).isEqualTo(repeat.comparison());
        service.revise(submission(last.pair(), rated(5, 3)), RevisionReason.SLIP, "");

        assertThat(
                        database
                                .sql("""
                        select s.purpose || ' ' || (j.scores ->> 'overall') from slot s join judgement j on j.id = s.judgement_id
                        where s.comparison_id = ? and s.judged_by = ?""")
                                .params(repeat.comparison().value(), one.id().value())
                                .query(String.class)
                                .list()
                                .stream()
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("VOTE 3", "REPEAT 5");
    }
}
