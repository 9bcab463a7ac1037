package org.careloop.web.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
    private static final String COLUMNS = "id, name, guidelines, overlap, state, created_at, version";

    private final JdbcClient jdbc;

    StudyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a new study that collects votes.
     *
     * @param createdBy null for a study that the installation brought along
     * @throws BadInput when another study has this name
     */
    public Study insert(NewStudy study, @Nullable PersonId createdBy, Instant now) {
        StudyId id = StudyId.random();
        try {
            jdbc.sql("""
                            insert into study (id, name, guidelines, overlap, state, created_by, created_at)
                            values (?, ?, ?, ?, 'COLLECTING', ?, ?)""")
                    .params(id.value(), study.name(), study.guidelines(), study.overlap())
                    .param(createdBy == null ? null : createdBy.value())
                    .param(Timestamp.from(now))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new BadInput("study \"%s\" exists already; choose another name".formatted(study.name()), e);
        }
        return find(id).orElseThrow();
    }

    public Optional<Study> find(StudyId id) {
        return jdbc.sql("select " + COLUMNS + " from study where id = ?")
                .param(id.value())
                .query(StudyRepository::map)
                .optional();
    }

    public Optional<Study> findByName(String name) {
        return jdbc.sql("select " + COLUMNS + " from study where name = ?")
                .param(name)
                .query(StudyRepository::map)
                .optional();
    }

    /** All studies, the newest first. */
    public List<Study> list() {
        return jdbc.sql("select " + COLUMNS + " from study order by created_at desc, name")
                .query(StudyRepository::map)
                .list();
    }

    /** Holds a study until the transaction ends, so that two imports into it go one after the other. */
    public Optional<Study> lock(StudyId id) {
        return jdbc.sql("select " + COLUMNS + " from study where id = ? for update")
                .param(id.value())
                .query(StudyRepository::map)
                .optional();
    }

    private static Study map(ResultSet row, int number) throws SQLException {
        return new Study(
                new StudyId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("guidelines"),
                row.getInt("overlap"),
                Study.State.valueOf(row.getString("state")),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("version"));
    }
}
