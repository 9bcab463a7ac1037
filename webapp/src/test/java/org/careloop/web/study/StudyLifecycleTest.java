package org.careloop.web.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.web.ServiceTest;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Study.State;
import org.careloop.web.study.StudyDesign.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

class StudyLifecycleTest extends ServiceTest {
    @Autowired
    private StudyService studies;

    @Autowired
    private StudyLifecycle life;

    @Autowired
    private StudyStart start;

    @Autowired
    private StudyDesigner designer;

    @Autowired
    private ComparisonRepository comparisons;

    @Autowired
    private JdbcClient jdbc;

    private Study draft;

    @BeforeEach
    void begin() {
        draft = studies.create(new NewStudy(unique("Life"), StudyDesign.of("", 2), State.DRAFT), null);
        add(draft, 0, 5);
    }

    @Test
    void aPilotHandsOutTheFirstComparisonsAndHoldsBackTheRest() {
        life.startPilot(draft, 2);
        assertThat(slots())
                .containsExactly("c0 PILOT", "c1 PILOT", "c2 VOTE blocked", "c3 VOTE blocked", "c4 VOTE blocked");
        add(draft, 5, 1);
        assertThat(slots()).endsWith("c5 VOTE blocked");
    }

    @Test
    void lockingKeepsWhatThePilotJudgedOutOfTheStudyAndGivesBackTheRest() {
        Study pilot = life.startPilot(draft, 2);
        judge("c0", 1, pilot.designVersion());
        Study locked = life.lock(pilot, 7);
        assertThat(locked.state()).isEqualTo(State.COLLECTING);
        assertThat(slots()).containsExactly("c0 PILOT", "c0 PILOT blocked", "c1 VOTE", "c2 VOTE", "c3 VOTE", "c4 VOTE");
        assertThat(count("select count(*) from counted_judgement where study_id = ?"))
                .isZero();
    }

    @Test
    void whatALockBeginsIsToldWithoutWhatThePilotUsedUp() {
        assertThat(start.of(draft).map(StudyStart.Outlook::votes)).contains(10L);
        Study pilot = life.startPilot(draft, 2);
        judge("c0", 1, pilot.designVersion());
        StudyStart.Outlook outlook = start.of(pilot).orElseThrow();
        assertThat(outlook.comparisons()).isEqualTo(4);
        assertThat(outlook.votes()).isEqualTo(8);
        assertThat(outlook.pilot()).isEqualTo(4);
        assertThat(outlook.piloted()).isEqualTo(1);
        assertThat(outlook.isPiloted()).isFalse();
        Study locked = life.lock(pilot, 7);
        assertThat(start.of(locked)).isEmpty();
        assertThat(count("select count(*) from slot where study_id = ? and purpose = 'VOTE'"))
                .isEqualTo(outlook.votes());
    }

    @Test
    void aDraftIsDesignedOnceItsDesignIsStoredAgain() {
        assertThat(start.of(draft).orElseThrow().isDesigned()).isFalse();
        Study saved =
                designer.save(draft, draft.name(), design(2, Order.RANDOM), "").study();
        assertThat(start.of(saved).orElseThrow().isDesigned()).isTrue();
    }

    @Test
    void anOrderByChanceIsThatOfTheRecordedSeed() {
        Study random =
                designer.save(draft, draft.name(), design(2, Order.RANDOM), "").study();
        life.lock(random, 42);
        List<String> expected = IntStream.range(0, 5)
                .mapToObj(n -> "c" + n)
                .sorted(Comparator.comparing(id -> md5("42:" + id)))
                .toList();
        assertThat(comparisons.page(draft.id(), 0, 9))
                .extracting(StoredComparison::externalId)
                .isEqualTo(expected);
        assertThat(expected).isNotEqualTo(List.of("c0", "c1", "c2", "c3", "c4"));
        assertThat(count("select count(*) from slot s join comparison c on c.id = s.comparison_id"
                        + " where s.position <> c.position and s.study_id = ?"))
                .isZero();
        assertThat(audit("study.lock")).containsEntry("orderSeed", 42);
    }

    @Test
    void aDraftChangesInPlaceAndALockedStudyMakesAVersionWithAReason() {
        StudyDesign changed = design(3, Order.IMPORTED);
        Study saved =
                designer.save(draft, "  " + draft.name() + " ", changed, "").study();
        assertThat(saved.designVersion()).isEqualTo(1);
        Study locked = life.lock(saved, 1);
        StudyDesign later = design(2, Order.IMPORTED);
        assertThatThrownBy(() -> designer.save(locked, locked.name(), later, " "))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("say why");
        Study second =
                designer.save(locked, locked.name(), later, "two are enough").study();
        assertThat(second.designVersion()).isEqualTo(2);
        assertThat(designer.history(draft.id()))
                .extracting(DesignVersion::reason)
                .containsExactly("two are enough", "");
        assertThat(designer.history(draft.id()))
                .extracting(version -> version.design().overlap())
                .containsExactly(2, 3);
    }

    @Test
    void whatAPilotJudgedUnderKeepsItsVersion() {
        Study pilot = life.startPilot(draft, 1);
        judge("c0", 1, 1);
        Study changed = designer.save(pilot, pilot.name(), design(1, Order.IMPORTED), "")
                .study();
        assertThat(changed.designVersion()).isEqualTo(2);
    }

    @Test
    void moreVotesAddSlotsAndFewerTakeFreeOnesFirst() {
        Study locked = life.lock(draft, 1);
        judge("c0", 1, 1);
        judge("c0", 2, 1);
        lease("c1", 2);
        StudyDesigner.Saved more = designer.save(locked, locked.name(), design(3, Order.IMPORTED), "more");
        assertThat(more.slots()).isEqualTo(new SlotChange(5, 0, 0));
        assertThat(count("select count(*) from slot where study_id = ?")).isEqualTo(15);
        StudyDesigner.Saved fewer = designer.save(more.study(), locked.name(), design(1, Order.IMPORTED), "fewer");
        assertThat(fewer.slots()).isEqualTo(new SlotChange(0, 9, 1));
        assertThat(count("select count(*) from slot where study_id = ?")).isEqualTo(6);
        assertThat(count("select count(*) from slot where holder is not null and study_id = ?"))
                .isOne();
        assertThat(count("select sum(wanted) from comparison_tally where study_id = ?"))
                .isEqualTo(6);
    }

    @Test
    void aClosedStudyOpensAgainOnlyWithAReason() {
        Study closed = life.close(life.lock(draft, 1));
        assertThatThrownBy(() -> life.reopen(closed, "")).isInstanceOf(BadInput.class);
        assertThat(life.reopen(closed, "two wards joined").state()).isEqualTo(State.COLLECTING);
        assertThat(jdbc.sql("select reason from audit_event where action = 'study.reopen' and subject = ?")
                        .param(draft.name())
                        .query(String.class)
                        .single())
                .isEqualTo("two wards joined");
    }

    @Test
    void theSecondOfTwoLeadsIsToldAndNothingOfTheirsIsStored() {
        designer.save(draft, draft.name(), design(3, Order.IMPORTED), "");
        assertThatThrownBy(() -> designer.save(draft, "Mine", design(5, Order.IMPORTED), ""))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("study.changed-meanwhile"));
        assertThat(studies.find(draft.id()).orElseThrow().design().overlap()).isEqualTo(3);
        assertThatThrownBy(() -> life.lock(draft, 1)).isInstanceOf(BadInput.class);
    }

    @Test
    void whoSavesADraftThatWasLockedMeanwhileIsToldThatBeforeBeingAskedWhy() {
        life.lock(draft, 1);
        assertThatThrownBy(() -> designer.save(draft, draft.name(), design(3, Order.IMPORTED), ""))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("study.changed-meanwhile"));
        assertThat(studies.find(draft.id()).orElseThrow().design().overlap()).isEqualTo(2);
    }

    private void add(Study study, int first, int count) {
        comparisons.insertAll(
                study.id(),
                comparisons.nextPosition(study.id()),
                IntStream.range(first, first + count)
                        .mapToObj(n -> new NewComparison(
                                ComparisonId.random(),
                                "c" + n,
                                List.of(Message.user("q")),
                                List.of("x", "y"),
                                List.of(),
                                null,
                                null,
                                List.of(),
                                null,
                                1,
                                study.design().overlap()))
                        .toList(),
                NOW);
    }

    private static StudyDesign design(int overlap, Order order) {
        return StudyDesign.of(draft -> {
            draft.overlap = overlap;
            draft.order = order;
        });
    }

    /** Each comparison with what its slots are for, in the order of work. */
    private List<String> slots() {
        return jdbc.sql("""
                        select distinct c.position, c.external_id || ' ' || s.purpose
                               || case when s.blocked then ' blocked' else '' end as line
                        from slot s join comparison c on c.id = s.comparison_id
                        where s.study_id = ? order by c.position, line""")
                .param(draft.id().value())
                .query((row, number) -> row.getString("line"))
                .list();
    }

    private void judge(String comparison, int ordinal, int version) {
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                               a_on_left, active_ms, design_version, created_at)
                        select gen_random_uuid(), ?, id, ?, ?, 1, 'A', true, 1, ?, now() from comparison
                        where study_id = ? and external_id = ?""")
                .params(UUID.randomUUID(), ordinal, person(jdbc, "one").value(), version)
                .params(draft.id().value(), comparison)
                .update();
    }

    private void lease(String comparison, int ordinal) {
        PersonId holder = person(jdbc, "holder");
        jdbc.sql("""
                        update slot set holder = ?, lease_until = now(), a_on_left = true from comparison c
                        where c.id = slot.comparison_id and c.study_id = ? and c.external_id = ? and ordinal = ?""")
                .params(holder.value(), draft.id().value(), comparison, ordinal)
                .update();
    }

    private long count(String sql) {
        return jdbc.sql(sql).param(draft.id().value()).query(Long.class).single();
    }

    private Map<String, Object> audit(String action) {
        return Json.MAPPER.readValue(
                jdbc.sql("select detail from audit_event where action = ? and subject = ?")
                        .params(action, draft.name())
                        .query(String.class)
                        .single(),
                new TypeReference<>() {});
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
