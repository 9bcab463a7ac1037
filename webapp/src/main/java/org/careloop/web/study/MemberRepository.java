package org.careloop.web.study;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the members of studies and their roles. */
@Repository
class MemberRepository {
    private final JdbcClient database;

    MemberRepository(JdbcClient database) {
        this.database = database;
    }

    /** A person in one role; a person may have several roles in a study. */
    record Member(PersonId person, MemberRole role) {}

    List<Member> of(StudyId study) {
        return database.sql("select person_id, role from study_member where study_id = :study order by role, added_at")
                .param("study", study.value())
                .query((row, number) -> new Member(
                        new PersonId(row.getObject("person_id", UUID.class)),
                        MemberRole.valueOf(row.getString("role"))))
                .list();
    }

    boolean isMember(StudyId study, PersonId person, MemberRole role) {
        return database.sql("""
                        select exists (select from study_member
                                       where study_id = :study and person_id = :person and role = :role)
                        """)
                .param("study", study.value())
                .param("person", person.value())
                .param("role", role.name())
                .query(Boolean.class)
                .single();
    }

    boolean hasAny(StudyId study, MemberRole role) {
        return database.sql("select exists (select from study_member where study_id = :study and role = :role)")
                .param("study", study.value())
                .param("role", role.name())
                .query(Boolean.class)
                .single();
    }

    /** Number of comparisons that lack votes and match no active clinician of the study by language or specialty. */
    long waitingForNobody(StudyId study) {
        return database.sql("""
                        with asked as (
                            select coalesce((d.design #>> '{audience,matchLanguage}')::boolean, false) as by_language,
                                   coalesce((d.design #>> '{audience,matchSpecialty}')::boolean, false) as by_specialty
                            from study s join study_design d on d.study_id = s.id and d.version = s.design_version
                            where s.id = :study),
                        judges as (
                            select array(select lower(split_part(l, '-', 1)) from unnest(p.languages) as l) as languages,
                                   array(select lower(f) from unnest(p.specialties) as f) as specialties
                            from person p join person_role r on r.person_id = p.id and r.role = 'CLINICIAN'
                            where p.active and (
                                not exists (select from study_member where study_id = :study and role = 'ANNOTATOR')
                                or exists (select from study_member m where m.study_id = :study
                                           and m.role = 'ANNOTATOR' and m.person_id = p.id))),
                        kinds as (
                            select language, specialty, count(distinct comparison_id) as comparisons from slot
                            where study_id = :study and judged_by is null and purpose in ('VOTE', 'PILOT')
                            group by language, specialty)
                        select coalesce(sum(k.comparisons), 0) from kinds k cross join asked a
                        where not exists (select from judges j
                            where (not a.by_language or k.language is null
                                   or lower(split_part(k.language, '-', 1)) = any(j.languages))
                              and (not a.by_specialty or k.specialty is null or lower(k.specialty) = any(j.specialties)))
                        """).param("study", study.value()).query(Long.class).single();
    }

    /** The studies that have leads, but not this person. */
    Set<StudyId> ledByOthers(PersonId person) {
        return Set.copyOf(database.sql("""
                        select study_id from study_member where role = 'LEAD'
                        except select study_id from study_member where role = 'LEAD' and person_id = :person""")
                .param("person", person.value())
                .query((row, number) -> new StudyId(row.getObject("study_id", UUID.class)))
                .list());
    }

    /** Gives a person a role in a study; false if they have it already. */
    boolean add(StudyId study, PersonId person, MemberRole role, @Nullable PersonId by, Instant now) {
        return database.sql("""
                        insert into study_member (study_id, person_id, role, added_by, added_at)
                        values (:study, :person, :role, :by, :at)
                        on conflict do nothing""")
                        .param("study", study.value())
                        .param("person", person.value())
                        .param("role", role.name())
                        .param("by", by == null ? null : by.value())
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Takes a role in a study from a person; false if they do not have it. */
    boolean remove(StudyId study, PersonId person, MemberRole role) {
        return database.sql("delete from study_member where study_id = :study and person_id = :person and role = :role")
                        .param("study", study.value())
                        .param("person", person.value())
                        .param("role", role.name())
                        .update()
                == 1;
    }
}
