package org.careloop.web.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of where checkpoints come from, and of what came of judgements. */
@Repository
class LineageRepository {
    /** Kinds of runs whose weights depend on the votes of their snapshot; the others read its prompts alone. */
    private static final String[] VOTING = Arrays.stream(RunKind.values())
            .filter(kind -> kind.reads() == TrainingData.COMPARISONS)
            .map(RunKind::label)
            .toArray(String[]::new);

    private final JdbcClient database;

    LineageRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<Lineage> of(CheckpointId id) {
        return database.sql("""
                        select r.id as run, r.number, r.kind, r.created_at, p.display_name as started_by,
                               %s as pool, n.id as snapshot, n.created_at as frozen_at,
                               v.judgements, v.annotators, v.scripted,
                               b.id as base, b.name as base_name, w.id as reward, w.name as reward_name
                        from checkpoint c
                        join run r on r.id = c.run_id
                        join person p on p.id = r.created_by
                        join snapshot n on n.id = r.snapshot_id
                        join checkpoint b on b.id = r.from_model
                        left join checkpoint w on w.id = r.with_reward
                        cross join lateral (
                            select count(*) as judgements, count(distinct j.annotator) as annotators,
                                   coalesce(bool_or(j.scripted), false) as scripted
                            from snapshot_judgement sj join judgement j on j.id = sj.judgement_id
                            where sj.snapshot_id = n.id) v
                        where c.id = :id""".formatted(StudyPool.ofRun("r.id")))
                .param("id", id.value())
                .query(LineageRepository::lineage)
                .optional();
    }

    /** The accounts of those whose judgements a snapshot holds, each with how many. */
    List<Lineage.Contribution> contributions(UUID snapshot) {
        return database.sql("""
                        select p.login, count(*) as judgements
                        from snapshot_judgement sj join judgement j on j.id = sj.judgement_id
                        join person p on p.id = j.annotator
                        where sj.snapshot_id = :snapshot group by p.login order by p.login""")
                .param("snapshot", snapshot)
                .query((row, n) -> new Lineage.Contribution(row.getString("login"), row.getLong("judgements")))
                .list();
    }

    /** The settings with which a run was started, by their names. */
    Map<String, String> settings(RunId run) {
        return database
                .sql(
                        "select key, value from run r cross join lateral jsonb_each_text(r.settings) where r.id = :id order by key")
                .param("id", run.value())
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /** Every model that a checkpoint came of, itself first; a model is younger than what it came of. */
    List<CheckpointId> ancestry(CheckpointId id) {
        return database.sql("""
                        with recursive up (id) as (
                            select cast(:id as uuid)
                            union
                            select m.id from up join checkpoint c on c.id = up.id join run r on r.id = c.run_id
                            cross join lateral (values (r.from_model), (r.with_reward)) as m (id)
                            where m.id is not null)
                        select up.id from up join checkpoint c on c.id = up.id
                        order by c.id <> :id, c.created_at desc, c.name""")
                .param("id", id.value())
                .query((row, n) -> new CheckpointId(row.getObject("id", UUID.class)))
                .list();
    }

    /** One way by which judgements reached a checkpoint. */
    record Step(Lineage.Ancestor checkpoint, Touched.Kind kind, Optional<Lineage.Ancestor> through) {}

    /** Every checkpoint that the judgements reached, each by all of its ways; the oldest checkpoint first. */
    List<Step> touched(TouchedBy origin, List<StudyId> studies) {
        String which = switch (origin) {
            case TouchedBy.Judgement one -> "j.id = :origin";
            case TouchedBy.OfComparison all -> "j.comparison_id = :origin";
            case TouchedBy.OfPerson all -> "j.annotator = :origin";
        };
        UUID id = switch (origin) {
            case TouchedBy.Judgement one -> one.id();
            case TouchedBy.OfComparison all -> all.id().value();
            case TouchedBy.OfPerson all -> all.id().value();
        };
        return database.sql("""
                        with recursive touched (id, kind, through) as (
                            select c.id, 'VOTES', cast(null as uuid)
                            from judgement j join snapshot_judgement sj on sj.judgement_id = j.id
                            join run r on r.snapshot_id = sj.snapshot_id and r.kind = any(:voting)
                            join checkpoint c on c.run_id = r.id
                            where %s and j.study_id = any(:studies)
                            union
                            select c.id, case when r.from_model = t.id then 'BASE' else 'REWARD' end, t.id
                            from touched t join run r on t.id in (r.from_model, r.with_reward)
                            join checkpoint c on c.run_id = r.id)
                        select t.id, c.name, t.kind, t.through, m.name as through_name
                        from touched t join checkpoint c on c.id = t.id left join checkpoint m on m.id = t.through
                        order by c.created_at, c.name, t.kind <> 'VOTES', t.kind, m.name""".formatted(which))
                .param("origin", id)
                .param("voting", VOTING)
                .param("studies", studies.stream().map(StudyId::value).toArray(UUID[]::new))
                .query((row, n) -> new Step(
                        new Lineage.Ancestor(new CheckpointId(row.getObject("id", UUID.class)), row.getString("name")),
                        Touched.Kind.valueOf(row.getString("kind")),
                        ancestor(row.getObject("through", UUID.class), row.getString("through_name"))))
                .list();
    }

    /** Studies in which a model of this name wrote answers, the latest first. */
    List<StudyId> answeredIn(String model) {
        return database.sql("""
                        select s.id from study s where s.id in (
                            select study_id from comparison where model_a = :model
                            union select study_id from comparison where model_b = :model)
                        order by s.created_at desc""")
                .param("model", model)
                .query((row, n) -> new StudyId(row.getObject("id", UUID.class)))
                .list();
    }

    /** The study of a judgement; empty where there is none. */
    Optional<StudyId> studyOfJudgement(UUID judgement) {
        return database.sql("select study_id from judgement where id = :id")
                .param("id", judgement)
                .query((row, n) -> new StudyId(row.getObject("study_id", UUID.class)))
                .optional();
    }

    Optional<StudyId> studyOfComparison(ComparisonId comparison) {
        return database.sql("select study_id from comparison where id = :id")
                .param("id", comparison.value())
                .query((row, n) -> new StudyId(row.getObject("study_id", UUID.class)))
                .optional();
    }

    /** The studies in which a person judged. */
    List<StudyId> studiesOfPerson(PersonId person) {
        return database.sql("select distinct study_id from annotator_tally where annotator = :id")
                .param("id", person.value())
                .query((row, n) -> new StudyId(row.getObject("study_id", UUID.class)))
                .list();
    }

    Optional<PersonId> person(String login) {
        return database.sql("select id from person where login = :login")
                .param("login", login)
                .query((row, n) -> new PersonId(row.getObject("id", UUID.class)))
                .optional();
    }

    private static Lineage lineage(ResultSet row, int number) throws SQLException {
        return new Lineage(
                new RunId(row.getObject("run", UUID.class)),
                row.getLong("number"),
                row.getString("kind"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                StudyPool.parse(row.getString("pool")),
                row.getObject("snapshot", UUID.class),
                row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
                row.getLong("judgements"),
                row.getLong("annotators"),
                row.getBoolean("scripted"),
                new Lineage.Ancestor(new CheckpointId(row.getObject("base", UUID.class)), row.getString("base_name")),
                ancestor(row.getObject("reward", UUID.class), row.getString("reward_name")));
    }

    private static Optional<Lineage.Ancestor> ancestor(@Nullable UUID id, @Nullable String name) {
        return id == null || name == null
                ? Optional.empty()
                : Optional.of(new Lineage.Ancestor(new CheckpointId(id), name));
    }
}
