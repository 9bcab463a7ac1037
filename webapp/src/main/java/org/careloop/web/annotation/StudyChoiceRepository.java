package org.careloop.web.annotation;

import static org.careloop.web.annotation.QueueSql.NOT_DONE;
import static org.careloop.web.annotation.QueueSql.OPEN;
import static org.careloop.web.annotation.QueueSql.OPEN_STUDIES;
import static org.careloop.web.annotation.QueueSql.fits;

import java.util.List;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of a person's studies, and of which of them they work in. */
@Repository
class StudyChoiceRepository {
    private final JdbcClient database;

    StudyChoiceRepository(JdbcClient database) {
        this.database = database;
    }

    /** The studies with a comparison that the person could judge now or holds, the oldest first. */
    List<OwnStudy> withWork(PersonId person) {
        return database.sql("""
                        select o.id, o.name, o.design, c.study_id is not null as chosen,
                               coalesce((select sum(t.judgements) from annotator_tally t
                                         where t.study_id = o.id and t.annotator = :person), 0) as judged
                        from (%s) as o
                        left join study_of_choice c on c.person_id = :person and c.study_id = o.id
                        where exists (select from slot s
                                      where s.study_id = o.id
                                      and s.purpose = case when o.pilot then 'PILOT' else 'VOTE' end
                                      and %s and %s and %s)
                        order by o.created_at, o.id
                        """.formatted(OPEN_STUDIES, OPEN, fits("o."), NOT_DONE))
                .param("person", person.value())
                .query((row, number) -> new OwnStudy(
                        new StudyId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        StudyDesign.read(row.getString("design")).guidelines(),
                        row.getLong("judged"),
                        row.getBoolean("chosen")))
                .list();
    }

    /** Whether the person chose a study, and another one has something for them. */
    boolean isOtherWorkLeft(PersonId person) {
        boolean chose = database.sql("select exists (select from study_of_choice where person_id = :person)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
        return chose && withWork(person).stream().anyMatch(study -> !study.chosen());
    }

    void forget(PersonId person) {
        database.sql("delete from study_of_choice where person_id = :person")
                .param("person", person.value())
                .update();
    }

    void choose(PersonId person, StudyId study) {
        database.sql("""
                        insert into study_of_choice (person_id, study_id) values (:person, :study)
                        on conflict (person_id) do update set study_id = excluded.study_id
                        """)
                .param("person", person.value())
                .param("study", study.value())
                .update();
    }
}
