package org.careloop.web.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of studies. */
@Repository
public class StudyRepository {
    private static final String SELECT = """
            select s.id, s.name, s.design_version, s.state, s.created_at, s.version, d.design
            from study s join study_design d on d.study_id = s.id and d.version = s.design_version
            """;

    private final JdbcClient database;
    private final DesignRepository designs;

    StudyRepository(JdbcClient database, DesignRepository designs) {
        this.database = database;
        this.designs = designs;
    }

    /**
     * Stores a new study with the first version of its design.
     *
     * @param createdBy null for a study that the installation creates itself
     * @throws BadInput when another study has this name
     */
    public Study insert(NewStudy study, @Nullable PersonId createdBy, Instant now) {
        StudyId id = StudyId.random();
        try {
            database.sql("""
                            insert into study (id, name, state, created_by, created_at)
                            values (:id, :name, :state, :by, :at)""")
                    .param("id", id.value())
                    .param("name", study.name())
                    .param("state", study.state().name())
                    .param("by", createdBy == null ? null : createdBy.value())
                    .param("at", now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw nameTaken(study.name());
        }
        designs.insert(id, 1, study.design(), "", createdBy, now);
        return find(id).orElseThrow();
    }

    public Optional<Study> find(StudyId id) {
        return database.sql(SELECT + "where s.id = :id")
                .param("id", id.value())
                .query(StudyRepository::map)
                .optional();
    }

    /** One version of a study's design. */
    public StudyDesign design(StudyId id, int version) {
        return designs.find(id, version);
    }

    public Optional<Study> findByName(String name) {
        return database.sql(SELECT + "where s.name = :name")
                .param("name", name)
                .query(StudyRepository::map)
                .optional();
    }

    /** All studies, the newest first. */
    public List<Study> list() {
        return database.sql(SELECT + "order by s.created_at desc, s.name")
                .query(StudyRepository::map)
                .list();
    }

    /**
     * Changes the name, the state and the version of the design.
     *
     * @param seen the study as it was read before the change
     * @throws BadInput when somebody changed the study since it was read, or another study has the name
     */
    void change(Study seen, String name, Study.State state, int designVersion) {
        int changed;
        try {
            changed = database.sql("""
                            update study set name = :name, state = :state, design_version = :design_version,
                                             version = version + 1
                            where id = :id and version = :version""")
                    .param("name", name)
                    .param("state", state.name())
                    .param("design_version", designVersion)
                    .param("id", seen.id().value())
                    .param("version", seen.version())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw nameTaken(name);
        }
        if (changed == 0) {
            throw BadInput.coded(
                    StudyProblem.CHANGED_MEANWHILE,
                    "study \"%s\" was changed meanwhile; look at it again".formatted(seen.name()),
                    seen.name());
        }
    }

    private static BadInput nameTaken(String name) {
        return BadInput.coded(
                StudyProblem.NAME_TAKEN, "study \"%s\" exists already; choose another name".formatted(name), name);
    }

    /**
     * Locks a study until the transaction ends, so that two imports into it run one after the other. Judgements, which
     * refer to the study by its key, are not blocked.
     */
    public Optional<Study> lock(StudyId id) {
        return locked(id, "for no key update of s");
    }

    /**
     * Locks a study exclusively until the transaction ends: waits for judgements, adjudications and holds in progress,
     * which refer to it by its key, and blocks new ones.
     */
    public Optional<Study> lockAlone(StudyId id) {
        return locked(id, "for update of s");
    }

    private Optional<Study> locked(StudyId id, String lock) {
        return database.sql(SELECT + "where s.id = :id " + lock)
                .param("id", id.value())
                .query(StudyRepository::map)
                .optional();
    }

    private static Study map(ResultSet row, int number) throws SQLException {
        return new Study(
                new StudyId(row.getObject("id", UUID.class)),
                row.getString("name"),
                StudyDesign.read(row.getString("design")),
                row.getInt("design_version"),
                Study.State.valueOf(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
