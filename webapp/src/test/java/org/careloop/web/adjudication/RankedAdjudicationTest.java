package org.careloop.web.adjudication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.WebTest;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Standing;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.Flag;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.annotation.Submission;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Four responses that two clinicians rank, and a third who decides. Ranks are written here as they are stored. */
class RankedAdjudicationTest extends WebTest {
    private static final List<String> TEXTS = List.of("r0", "r1", "r2", "r3");
    private static final List<Integer> STRAIGHT = List.of(1, 2, 3, 4);

    @Autowired
    private AdjudicationService service;

    @Autowired
    private AnnotationService annotation;

    @Autowired
    private AgreementService agreement;

    @Autowired
    private ExportService exports;

    @Autowired
    private StudyRepository studies;

    @Autowired
    private ComparisonRepository comparisons;

    @TempDir
    private Path folder;

    private Person one;
    private Person two;
    private Person senior;
    private Study study;
    private List<ComparisonId> ids;

    @BeforeEach
    void begin() {
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
        senior = signedIn.clinician("senior");
        StudyDesign design = StudyDesign.read("{\"overlap\": 2, \"adjudicateBelow\": 0.6, \"flags\": [\"UNSAFE\"]}");
        study = studies.insert(new NewStudy("Ranked " + UUID.randomUUID(), design, Study.State.COLLECTING), null, NOW);
        List<NewComparison> rows =
                IntStream.range(0, 3).mapToObj(RankedAdjudicationTest::ranking).toList();
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

    private void member(Person person, String role) {
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, ?, now())")
                .params(study.id().value(), person.id().value(), role)
                .update();
    }

    /** A person ranks all three, each in the order in which its responses stand on their screen. */
    private void rank(Person person, List<Integer> first, List<Integer> second, List<Integer> third, Flag... flags) {
        signedIn.as(person);
        Map<ComparisonId, List<Integer>> ranks = Map.of(ids.get(0), first, ids.get(1), second, ids.get(2), third);
        for (int i = 0; i < 3; i++) {
            Pair pair = inHand();
            List<Flag> seen = Arrays.stream(flags)
                    .filter(flag -> pair.comparison().equals(ids.get(0)))
                    .map(flag ->
                            new Flag(pair.shown().placeOf(flag.response()), flag.kind(), flag.quote(), flag.start()))
                    .toList();
            Answer answer = new Answer(
                    null,
                    Strength.SLIGHTLY,
                    Map.of(),
                    seen,
                    Map.of(),
                    pair.shown().shown(ranks.get(pair.comparison())),
                    "");
            assertThat(annotation.submit(new Submission(
                            UUID.randomUUID(), pair.comparison(), pair.shown(), pair.designVersion(), answer, 1_000)))
                    .isEqualTo(Outcome.STORED);
        }
    }

    private Pair inHand() {
        return annotation.next() instanceof NextPair.Work(Pair pair) ? pair : fail();
    }

    private static Pair fail() {
        throw new AssertionError("the queue is empty");
    }

    private Case next() {
        return service.next(study.id()).orElseThrow();
    }

    /** Ranks by place, for the responses as they stand now. */
    private static AdjudicatorAnswer.Order order(Case shown, List<Integer> stored) {
        return new AdjudicatorAnswer.Order(shown.responses().stream()
                .map(text -> stored.get(TEXTS.indexOf(text)))
                .toList());
    }

    private ComparisonId settle(List<Integer> blind, List<Integer> decision) {
        Case shown = next();
        service.judgeBlind(shown.comparison(), order(shown, blind));
        service.decide(shown.comparison(), order(shown, decision), "because");
        return shown.comparison();
    }

    private List<String> said() {
        return database.sql("""
                        select stage || ' ' || verdict || ' ' || array_to_string(ranking, '') || ' ' || cause
                        from adjudication where study_id = ? order by decided_at, stage""").param(study.id().value()).query(String.class).list();
    }

    private List<Double> agreements() {
        return database.sql("""
                        select round(t.agreement::numeric, 4)::float8 from comparison_tally t
                        join comparison c on c.id = t.comparison_id where t.study_id = ? order by c.position""").param(study.id().value()).query(Double.class).list();
    }

    private Standing standing() {
        signedIn.as(signedIn.account("lead" + UUID.randomUUID(), Role.ADMINISTRATOR));
        return agreement.standing(studies.find(study.id()).orElseThrow());
    }

    /** Of six pairs all are told alike; one is, the first two of all; five are. */
    @Test
    void votesDivideByWhatTheySayOfEveryTwoResponsesNotOfTheFirstTwo() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT);
        rank(two, STRAIGHT, List.of(3, 4, 2, 1), List.of(2, 1, 3, 4));
        assertThat(agreements()).containsExactly(1.0, 0.5833, 0.9167);
        assertThat(standing().divided()).isEqualTo(1);

        signedIn.as(senior);
        assertThat(settle(STRAIGHT, List.of(2, 1, 1, 4))).isEqualTo(ids.get(1));
        assertThat(said()).containsExactly("BLIND A 1234 DIVIDED", "DECISION B 3114 DIVIDED");
        assertThat(service.next(study.id())).isEmpty();
        Standing after = standing();
        assertThat(after.divided()).isZero();
        assertThat(after.adjudicated()).isEqualTo(1);
    }

    @Test
    void whatAnExcludedPersonRankedDividesNothing() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT);
        rank(two, List.of(1, 1, 3, 3), List.of(4, 3, 2, 1), STRAIGHT);
        assertThat(agreements()).containsExactly(0.8333, 0.5, 1.0);
        database.sql("""
                        insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
                        values (gen_random_uuid(), ?, ?, 'test', ?, now())""")
                .params(study.id().value(), two.id().value(), senior.id().value())
                .update();
        assertThat(agreements()).containsExactly(1.0, 1.0, 1.0);
        database.sql("""
                        update exclusion set revoked_at = now(), revoked_by = excluded_by, revoke_reason = 'test'
                        where study_id = ?""").param(study.id().value()).update();
        assertThat(agreements()).containsExactly(0.8333, 0.5, 1.0);
    }

    /** The second of these orders is its own inverse, the third is not: a ranking must not come out as its inverse. */
    @ParameterizedTest
    @ValueSource(strings = {"0123", "3210", "1302"})
    void whateverOrderIsShownTheSameIsSeenAndStored(String places) {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(2, FlagKind.UNSAFE, "", -1));
        rank(two, List.of(2, 4, 1, 2), STRAIGHT, STRAIGHT);
        signedIn.as(senior);
        next();
        SideMap shown =
                new SideMap(places.chars().mapToObj(place -> place - '0').toList());
        database.sql("update adjudication_lease set shown = ?, a_on_left = ? where comparison_id = ?")
                .param(shown.array())
                .params(shown.aOnLeft(), ids.get(0).value())
                .update();

        Case before = next();
        assertThat(before.responses()).isEqualTo(shown.shown(TEXTS));
        assertThat(before.votes()).isEmpty();
        assertThat(before.cause()).isEmpty();
        assertThatThrownBy(() -> service.decide(before.comparison(), order(before, STRAIGHT), "because"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("after a blind verdict");
        service.judgeBlind(before.comparison(), order(before, List.of(2, 1, 3, 4)));

        Case after = next();
        assertThat(after.responses()).isEqualTo(before.responses());
        assertThat(after.blind()).contains(order(after, List.of(2, 1, 3, 4)));
        assertThat(after.cause()).contains(Cause.FLAGGED);
        assertThat(after.votes())
                .extracting(Case.SeenVote::answer)
                .containsExactlyInAnyOrder(order(after, STRAIGHT), order(after, List.of(2, 4, 1, 2)));
        assertThat(after.votes())
                .flatExtracting(Case.SeenVote::flags)
                .containsExactly(new Case.SeenFlag(after.responses().indexOf("r2"), FlagKind.UNSAFE, ""));
        service.decide(after.comparison(), order(after, List.of(3, 2, 1, 3)), "because");
        assertThat(said()).containsExactly("BLIND B 2134 FLAGGED", "DECISION B 3213 FLAGGED");
        assertThat(database.sql("select count(*) from counted_judgement where comparison_id = ?")
                        .param(after.comparison().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    /** What a window of the first adjudicator still shows must not mean something else when it is answered late. */
    @Test
    void theOrderStaysWhenAnotherAdjudicatorTakesOverAndItComesBack() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(0, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        Case shown = next();
        Person other = signedIn.clinician("other");
        member(other, "ADJUDICATOR");
        for (Person person : List.of(other, senior, other, senior)) {
            clock.set(clock.instant().plus(Duration.ofMinutes(31)));
            signedIn.as(person);
            assertThat(next().responses()).isEqualTo(shown.responses());
        }
        service.judgeBlind(shown.comparison(), order(shown, List.of(4, 1, 2, 3)));
        assertThat(said()).containsExactly("BLIND B 4123 FLAGGED");
    }

    @Test
    void whatIsPassedOnIsSettledAndNobodyDecidesWhatTheyRanked() {
        signedIn.as(one);
        ComparisonId passedOn = inHand().comparison();
        annotation.escalate(passedOn, "beyond my field");
        signedIn.as(two);
        Pair pair = inHand();
        assertThat(pair.comparison()).isEqualTo(passedOn);
        annotation.submit(new Submission(
                UUID.randomUUID(),
                passedOn,
                pair.shown(),
                pair.designVersion(),
                new Answer(null, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), STRAIGHT, ""),
                1_000));
        member(two, "ADJUDICATOR");
        assertThat(service.next(study.id())).isEmpty();

        signedIn.as(senior);
        assertThat(settle(STRAIGHT, List.of(3, 1, 1, 4))).isEqualTo(passedOn);
        assertThat(database.sql("select outcome from escalation where comparison_id = ?")
                        .param(passedOn.value())
                        .query(String.class)
                        .list())
                .containsExactly("3 1 1 4");
        assertThat(service.next(study.id())).isEmpty();
    }

    @Test
    void anOrderIsCompleteClosedUpAndOfAllResponses() {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(0, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        ComparisonId comparison = next().comparison();
        assertThatThrownBy(() -> service.judgeBlind(comparison, new AdjudicatorAnswer.Order(List.of(1, 0, 2, 3))))
                .isInstanceOfSatisfying(
                        BadInput.class, refused -> assertThat(refused.code()).contains("adjudication.ranks-missing"));
        assertThatThrownBy(() -> service.judgeBlind(comparison, new AdjudicatorAnswer.Order(List.of(1, 2, 3))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("given 3 for 4 responses");
        assertThatThrownBy(() -> service.judgeBlind(
                        comparison, new AdjudicatorAnswer.Preference(SideVerdict.LEFT, Strength.SLIGHTLY)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected a rank for each of 4 responses");
        settle(List.of(3, 3, 4, 2), List.of(1, 1, 2, 4));
        assertThat(said()).containsExactly("BLIND SAME 2241 FLAGGED", "DECISION SAME 1134 FLAGGED");
    }

    @Test
    void bothStagesAreExportedWithTheirRanks() throws IOException {
        rank(one, STRAIGHT, STRAIGHT, STRAIGHT, new Flag(2, FlagKind.UNSAFE, "", -1));
        signedIn.as(senior);
        settle(List.of(4, 3, 2, 1), List.of(2, 1, 1, 4));
        signedIn.as(signedIn.account("lead" + UUID.randomUUID(), Role.ADMINISTRATOR));

        Path lines = folder.resolve("out.jsonl");
        exports.writeFile(study.id(), ExportFormat.COMPARISONS, ExportFilter.ALL, lines);
        Comparison first = JsonLines.readAll(lines, Comparison.class).getFirst();
        assertThat(first.adjudications())
                .extracting(
                        Comparison.Adjudication::stage,
                        Comparison.Adjudication::verdict,
                        Comparison.Adjudication::ranking)
                .containsExactly(
                        tuple(AdjudicationStage.BLIND, Verdict.B, List.of(4, 3, 2, 1)),
                        tuple(AdjudicationStage.DECISION, Verdict.B, List.of(3, 1, 1, 4)));
        Path table = folder.resolve("out.csv");
        exports.writeFile(study.id(), ExportFormat.CSV, ExportFilter.ALL, table);
        assertThat(Files.readString(table))
                .contains("adjudicated,adjudicated_ranking,adjudication_rationale")
                .contains("B,3 1 1 4,because");
    }

    /** The import lets votes on a pair have ranks beside their verdict. */
    @Test
    void ranksOfAPairSayNoMoreThanItsVerdicts() {
        database.sql("update comparison set further_responses = '{}', further_models = '{}' where id = ?")
                .param(ids.get(2).value())
                .update();
        for (Object[] vote : new Object[][] {{1, one, "A", new Short[] {1, 2}}, {2, two, "BOTH_BAD", null}}) {
            database.sql("""
                            insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                                   ranking, imported, created_at)
                            values (gen_random_uuid(), gen_random_uuid(), ?, ?, ?, 1, ?, ?, true, now())""")
                    .params(ids.get(2).value(), vote[0], ((Person) vote[1]).id().value(), vote[2])
                    .param(vote[3])
                    .update();
        }
        assertThat(agreements()).containsExactly(null, null, 0.5);
        signedIn.as(senior);
        Case shown = next();
        service.judgeBlind(shown.comparison(), new AdjudicatorAnswer.Preference(SideVerdict.SAME, Strength.SLIGHTLY));
        SideVerdict a = shown.responses().getFirst().equals("r0") ? SideVerdict.LEFT : SideVerdict.RIGHT;
        assertThat(next().votes())
                .extracting(Case.SeenVote::answer)
                .containsExactlyInAnyOrder(
                        new AdjudicatorAnswer.Preference(a, Strength.SLIGHTLY),
                        new AdjudicatorAnswer.Preference(SideVerdict.BOTH_BAD, Strength.SLIGHTLY));
    }

    @Test
    void anImportedVerdictOnTheFirstTwoIsShownByTheirPlaces() {
        SideMap shown = new SideMap(List.of(2, 0, 3, 1));
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.A, shown).ranks()).containsExactly(0, 1, 0, 2);
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.B, shown).ranks()).containsExactly(0, 2, 0, 1);
        assertThat(AdjudicatorAnswer.Order.ofFirstTwo(Verdict.SAME, shown).ranks())
                .containsExactly(0, 1, 0, 1);
    }
}
