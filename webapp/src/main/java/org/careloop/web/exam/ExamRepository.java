package org.careloop.web.exam;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.study.StudyPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of exams. */
@Repository
class ExamRepository {
    private static final String SELECT = """
        select e.*, r.number, %s as pool, r.from_model, r.created_at, m.name as model_name, b.name as before_name
        from exam e
        join run r on r.id = e.run_id
        join checkpoint m on m.id = r.from_model
        left join checkpoint b on b.id = e.compared_with
        """.formatted(StudyPool.ofRun("r.id"));

    private final JdbcClient database;

    ExamRepository(JdbcClient database) {
        this.database = database;
    }

    /** @param questions that are asked */
    void insert(RunId run, ExamRequest request, String language, long questions) {
        database.sql("""
            insert into exam (run_id, benchmark, language, compared_with, questions)
            values (:run, :benchmark, :language, :before, :questions)\
            """)
                .param("run", run.value())
                .param("benchmark", request.benchmark())
                .param("language", language)
                .param("before", request.before().map(CheckpointId::value).orElse(null), Types.OTHER)
                .param("questions", questions)
                .update();
    }

    /** Stores that a clone asks what its origin asked. */
    void copy(RunId origin, RunId clone) {
        database.sql("""
            insert into exam (run_id, benchmark, language, compared_with, questions)
            select :clone, benchmark, language, compared_with, questions from exam where run_id = :origin\
            """)
                .param("clone", clone.value())
                .param("origin", origin.value())
                .update();
    }

    /** Keeps the files of a benchmark where they are until the transaction ends, for an exam that begins. */
    void use(String benchmark) {
        lock("pg_advisory_xact_lock_shared", benchmark);
    }

    /** Waits for exams that begin with a benchmark, and lets none begin until the transaction ends. */
    void lock(String benchmark) {
        lock("pg_advisory_xact_lock", benchmark);
    }

    private void lock(String function, String benchmark) {
        database.sql("select %s(hashtextextended('benchmark ' || :name, 0))".formatted(function))
                .param("name", benchmark)
                .query(row -> {});
    }

    /** The numbers of the runs in which a benchmark is asked, the latest first. */
    List<Long> runs(String benchmark) {
        return database.sql("""
            select r.number from exam e join run r on r.id = e.run_id where e.benchmark = :name order by r.number desc\
            """)
                .param("name", benchmark)
                .query((row, number) -> row.getLong("number"))
                .list();
    }

    /** Stores what came of an exam; does nothing when that was done already. */
    void take(RunId run, Evaluation evaluation, Instant now) {
        database.sql("""
            update exam set taken_at = :at, evaluation = :evaluation::jsonb where run_id = :run and taken_at is null\
            """)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("evaluation", Json.MAPPER.writeValueAsString(evaluation))
                .param("run", run.value())
                .update();
    }

    Optional<TakenExam> find(RunId run) {
        return database.sql(SELECT + "where e.run_id = :run")
                .param("run", run.value())
                .query(ExamRepository::map)
                .optional();
    }

    /** Those of a model, and those in which another was compared with it, the latest first. */
    List<TakenExam> of(CheckpointId model) {
        return database.sql(SELECT + "where r.from_model = :model or e.compared_with = :model order by r.number desc")
                .param("model", model.value())
                .query(ExamRepository::map)
                .list();
    }

    private static TakenExam map(ResultSet row, int number) throws SQLException {
        String evaluation = row.getString("evaluation");
        return new TakenExam(
                new RunId(row.getObject("run_id", UUID.class)),
                row.getLong("number"),
                StudyPool.parse(row.getString("pool")),
                new TakenExam.Model(
                        new CheckpointId(row.getObject("from_model", UUID.class)), row.getString("model_name")),
                before(row),
                row.getString("benchmark"),
                row.getString("language"),
                row.getLong("questions"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(evaluation).map(json -> Json.MAPPER.readValue(json, Evaluation.class)));
    }

    private static Optional<TakenExam.Model> before(ResultSet row) throws SQLException {
        UUID id = row.getObject("compared_with", UUID.class);
        return id == null
                ? Optional.empty()
                : Optional.of(new TakenExam.Model(new CheckpointId(id), row.getString("before_name")));
    }
}
