package org.careloop.web.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What came of judgements, on a study of 10,000: four people with 2,500 each. Two snapshots, of which the second has the last
 * 1,000 judgements too; models on both, models on those models, and models of another study.
 */
class LineageTest extends WebTest {
    private static final int JUDGEMENTS = 10_000;

    @Autowired
    private LineageService lineages;

    @Autowired
    private StudyService studies;

    private final Map<String, UUID> models = new TreeMap<>();
    private Person lead;
    private Study study;

    @BeforeEach
    void modelsOnTwoSnapshots() {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        signedIn.as(lead);
        study = ledBy(lead);
        judgements();
        UUID first = snapshot(study, JUDGEMENTS - 1_000);
        UUID second = snapshot(study, JUDGEMENTS);
        base("base");
        made("reward-1", "reward", study, first, "base", null);
        made("reward-2", "reward", study, second, "base", null);
        made("dpo-2", "dpo", study, second, "base", null);
        made("ppo-on-1", "ppo", study, second, "base", "reward-1");
        made("ppo-on-2", "ppo", study, second, "base", "reward-2");
        made("ppo-after-dpo", "ppo", study, first, "dpo-2", "reward-1");
    }

    @Test
    void aLateJudgementNamesExactlyTheModelsThatItReached() {
        UUID late = judgement(JUDGEMENTS);
        assertThat(ways(new TouchedBy.Judgement(late)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "reward-2", "votes",
                        "dpo-2", "votes",
                        "ppo-on-2", "reward reward-2",
                        "ppo-after-dpo", "base dpo-2"));
    }

    @Test
    void anEarlyJudgementIsInBothSnapshots() {
        UUID early = judgement(1);
        assertThat(ways(new TouchedBy.Judgement(early)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "reward-1", "votes",
                        "reward-2", "votes",
                        "dpo-2", "votes",
                        "ppo-on-1", "reward reward-1",
                        "ppo-on-2", "reward reward-2",
                        "ppo-after-dpo", "base dpo-2, reward reward-1"));
    }

    @Test
    void aComparisonAndAPersonNameWhatAnyOfTheirJudgementsReached() {
        assertThat(ways(new TouchedBy.OfComparison(new ComparisonId(comparison(JUDGEMENTS)))))
                .containsOnlyKeys("reward-2", "dpo-2", "ppo-on-2", "ppo-after-dpo");
        String login = database.sql("select login from person p join judgement j on j.annotator = p.id where j.id = ?")
                .param(judgement(1))
                .query(String.class)
                .single();
        assertThat(ways(lineages.person(login)))
                .containsOnlyKeys("reward-1", "reward-2", "dpo-2", "ppo-on-1", "ppo-on-2", "ppo-after-dpo");
        assertThatThrownBy(() -> lineages.person("nobody at all")).isInstanceOf(BadInput.class);
    }

    @Test
    void aModelsAncestryEndsAtItsBase() {
        assertThat(lineages.ancestry(new CheckpointId(id("ppo-after-dpo"))))
                .extracting(generation -> generation.model().name().split(" ")[0])
                .containsExactly("ppo-after-dpo", "dpo-2", "reward-1", "base");
        Lineage own = lineages.of(new CheckpointId(id("reward-2"))).orElseThrow();
        assertThat(own.judgements()).isEqualTo(JUDGEMENTS);
        assertThat(lineages.contributions(own))
                .extracting(Lineage.Contribution::judgements)
                .containsExactly(2_500L, 2_500L, 2_500L, 2_500L);
    }

    /** A model that learnt elsewhere is named, for a withdrawn consent binds it too, and no more than that is said. */
    @Test
    void whoLeadsAnotherStudyHearsNothingOfJudgementsAndOnlyTheNamesOfModels() {
        Person other = signedIn.account("other", Role.STUDY_LEAD);
        signedIn.as(other);
        Study theirs = ledBy(other);
        made("dpo-elsewhere", "dpo", theirs, snapshot(theirs, 0), "reward-1", null);
        assertThatThrownBy(() -> lineages.touched(new TouchedBy.Judgement(judgement(1))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no such judgement");
        assertThat(lineages.ancestry(new CheckpointId(id("reward-1")))).isEmpty();
        assertThat(lineages.ancestry(new CheckpointId(id("dpo-elsewhere"))).get(1))
                .isEqualTo(new LineageService.Generation(
                        new Lineage.Ancestor(new CheckpointId(id("reward-1")), name("reward-1")),
                        Optional.empty(),
                        Optional.empty()));
        signedIn.as(lead);
        assertThat(lineages.touched(new TouchedBy.Judgement(judgement(1))))
                .filteredOn(one -> one.name().equals(name("dpo-elsewhere")))
                .singleElement()
                .satisfies(one -> assertThat(one.checkpoint()).isEmpty());
    }

    private Study ledBy(Person person) {
        Study made = studies.create(new NewStudy("Lineage " + UUID.randomUUID(), "", 1), person.id());
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, 'LEAD', now())")
                .params(made.id().value(), person.id().value())
                .update();
        return made;
    }

    /** Position n of the study is judged by one of four people. */
    private void judgements() {
        database.sql("""
                        insert into comparison (id, study_id, external_id, prompt, response_a, response_b, position, created_at)
                        select gen_random_uuid(), :study, 'c' || n, '[{"role":"user","content":"Q"}]', 'x', 'y', n, now()
                        from generate_series(1, :n) as n""")
                .param("study", study.id().value())
                .param("n", JUDGEMENTS)
                .update();
        database.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position)
                        select id, 1, study_id, position from comparison where study_id = :study""").param("study", study.id().value()).update();
        UUID[] people = IntStream.range(0, 4)
                .mapToObj(i -> signedIn.clinician("reader-" + i).id().value())
                .toArray(UUID[]::new);
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, a_on_left, active_ms,
                                               created_at)
                        select gen_random_uuid(), gen_random_uuid(), id, 1, (cast(:people as uuid[]))[1 + position % 4], 1, 'A', true, 1,
                               now()
                        from comparison where study_id = :study""")
                .param("people", people)
                .param("study", study.id().value())
                .update();
    }

    /** Of the first judgements of a study by position. */
    private UUID snapshot(Study of, int first) {
        UUID id = UUID.randomUUID();
        database.sql(
                        "insert into snapshot (id, study_id, created_by, created_at, manifest) values (?, ?, ?, now(), '{}')")
                .params(id, of.id().value(), lead.id().value())
                .update();
        database.sql("""
                        insert into snapshot_judgement (snapshot_id, judgement_id)
                        select :snapshot, j.id from judgement j join comparison c on c.id = j.comparison_id
                        where c.study_id = :study and c.position <= :first""")
                .param("snapshot", id)
                .param("study", of.id().value())
                .param("first", first)
                .update();
        return id;
    }

    private void base(String name) {
        store(name, "POLICY", null);
    }

    private void made(String name, String kind, Study of, UUID snapshot, String base, @Nullable String reward) {
        UUID run = UUID.randomUUID();
        database.sql("""
                        insert into run (id, study_id, snapshot_id, kind, directory, from_model, with_reward, settings, created_by,
                                         created_at)
                        values (:id, :study, :snapshot, :kind, '/none', :base, :reward, '{}', :by, now())""")
                .param("id", run)
                .param("study", of.id().value())
                .param("snapshot", snapshot)
                .param("kind", kind)
                .param("base", id(base))
                .param("reward", reward == null ? null : id(reward))
                .param("by", lead.id().value())
                .update();
        store(name, kind.equals("reward") ? "REWARD" : "POLICY", run);
    }

    private void store(String name, String kind, @Nullable UUID run) {
        models.put(name, UUID.randomUUID());
        database.sql("""
                        insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at)
                        values (?, ?, ?, '/none', ?, 'none', clock_timestamp())""").params(id(name), name(name), kind, run).update();
    }

    private UUID id(String name) {
        return Objects.requireNonNull(models.get(name));
    }

    private String name(String name) {
        return name + " " + study.id();
    }

    private UUID judgement(int position) {
        return database.sql("select id from judgement where comparison_id = ?")
                .param(comparison(position))
                .query(UUID.class)
                .single();
    }

    private UUID comparison(int position) {
        return database.sql("select id from comparison where study_id = ? and position = ?")
                .params(study.id().value(), position)
                .query(UUID.class)
                .single();
    }

    private Map<String, String> ways(TouchedBy origin) {
        List<Touched> touched = lineages.touched(origin);
        return touched.stream().collect(Collectors.toMap(one -> one.name().split(" ")[0], LineageTest::ways));
    }

    private static String ways(Touched one) {
        return one.ways().stream()
                .map(way -> (way.kind().name().toLowerCase(Locale.ROOT) + " "
                                + way.through()
                                        .map(model -> model.name().split(" ")[0])
                                        .orElse(""))
                        .strip())
                .collect(Collectors.joining(", "));
    }
}
