package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.web.WebTest;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.Flag;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.Submission;
import org.careloop.web.people.Person;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyRepository;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Four responses that two clinicians rank, and a third who decides. Ranks are written here as they are stored. */
abstract class RankedStudyTest extends WebTest {
    static final List<String> TEXTS = List.of("r0", "r1", "r2", "r3");
    static final List<Integer> STRAIGHT = List.of(1, 2, 3, 4);

    @Autowired
    AdjudicationService service;

    @Autowired
    AnnotationService annotation;

    @Autowired
    StudyRepository studies;

    @Autowired
    ComparisonRepository comparisons;

    Person one;
    Person two;
    Person senior;
    Study study;
    List<ComparisonId> ids;

    @BeforeEach
    void begin() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        senior = signedIn.clinician("senior");
        StudyDesign design = StudyDesign.read("{\"overlap\": 2, \"adjudicateBelow\": 0.6, \"flags\": [\"UNSAFE\"]}");
        study = studies.insert(new NewStudy("Ranked " + UUID.randomUUID(), design, Study.State.COLLECTING), null, NOW);
        List<NewComparison> rows =
                IntStream.range(0, 3).mapToObj(RankedStudyTest::ranking).toList();
        comparisons.insertAll(study.id(), 1, rows, NOW);
        ids = rows.stream().map(NewComparison::id).toList();
        for (Person annotator : List.of(one, two)) {
            member(annotator, "ANNOTATOR");
        }
        member(senior, "ADJUDICATOR");
    }

    private static NewComparison ranking(int number) {
        return new NewComparison(
                ComparisonId.random(),
                "r" + number,
                List.of(Message.user("Question " + number)),
                TEXTS,
                List.of(),
                "en",
                null,
                List.of(),
                null,
                1,
                2);
    }

    void member(Person person, String role) {
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, ?, now())")
                .params(study.id().value(), person.id().value(), role)
                .update();
    }

    /** A person ranks all three, each in the order in which its responses stand on their screen. */
    void rank(Person person, List<Integer> first, List<Integer> second, List<Integer> third, Flag... flags) {
        signedIn.as(person);
        Map<ComparisonId, List<Integer>> ranks = Map.of(ids.get(0), first, ids.get(1), second, ids.get(2), third);
        for (int i = 0; i < 3; i++) {
            Pair pair = inHand();
            List<Flag> seen = Arrays.stream(flags)
                    .filter(flag -> pair.comparison().equals(ids.get(0)))
                    .map(flag ->
                            new Flag(pair.shown().placeOf(flag.response()), flag.kind(), flag.quote(), flag.start()))
                    .toList();
            Answer answer = Answer.compared(
                    null,
                    Strength.SLIGHTLY,
                    Map.of(),
                    seen,
                    Map.of(),
                    pair.shown().shown(ranks.get(pair.comparison())),
                    "");
            assertThat(annotation.submit(Submission.on(pair, UUID.randomUUID(), answer, 1_000)))
                    .isEqualTo(Outcome.STORED);
        }
    }

    Pair inHand() {
        return annotation.next() instanceof NextPair.Work(Pair pair) ? pair : fail();
    }

    private static Pair fail() {
        throw new AssertionError("the queue is empty");
    }

    Case next() {
        return service.next(study.id()).orElseThrow();
    }

    /** Ranks by place, for the responses as they stand now. */
    static AdjudicatorAnswer.Order order(Case shown, List<Integer> stored) {
        return new AdjudicatorAnswer.Order(shown.responses().stream()
                .map(text -> stored.get(TEXTS.indexOf(text)))
                .toList());
    }

    ComparisonId settle(List<Integer> blind, List<Integer> decision) {
        Case shown = next();
        service.judgeBlind(shown.comparison(), order(shown, blind));
        service.decide(shown.comparison(), order(shown, decision), "because");
        return shown.comparison();
    }

    List<String> storedVerdicts() {
        return database.sql("""
                        select stage || ' ' || verdict || ' ' || array_to_string(ranking, '') || ' ' || cause
                        from adjudication where study_id = ? order by decided_at, stage""").param(study.id().value()).query(String.class).list();
    }
}
