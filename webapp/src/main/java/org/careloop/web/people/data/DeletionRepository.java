package org.careloop.web.people.data;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of deletions. */
@Repository
class DeletionRepository {
    // An arbitrary number that nothing else in the application locks by.
    private static final int ONE_AT_A_TIME = 0x6465_6c65;

    /** What is the person's alone, the parts of a whole before it; what others rely on knows the person by a number. */
    private static final List<String> OWN = List.of(
            "delete from second_factor where person_id = :person",
            "delete from provider_session where person_id = :person",
            "delete from person_identity where person_id = :person",
            "delete from api_token where person_id = :person",
            "delete from api_write where person_id = :person",
            "delete from invitation where person_id = :person or used_by = :person",
            "delete from draft where annotator = :person",
            "delete from work_cursor where person_id = :person",
            "delete from study_of_choice where person_id = :person",
            "delete from adjudication_lease where holder = :person",
            "delete from person_role where person_id = :person");

    private final JdbcClient database;

    DeletionRepository(JdbcClient database) {
        this.database = database;
    }

    /** Where the name of an account stands. */
    AccountDeletion.Traces traces(PersonId person) {
        return database.sql("""
            select (select count(*) from judgement where annotator = :person) as judgements,
                   (select count(*) from adjudication where adjudicator = :person) as decisions,
                   (select count(*) from draft where annotator = :person) as drafts,
                   (select count(distinct s.snapshot_id) from snapshot_judgement s
                    join judgement j on j.id = s.judgement_id where j.annotator = :person) as snapshots
            """)
                .param("person", person.value())
                .query((row, n) -> new AccountDeletion.Traces(
                        row.getLong("judgements"),
                        row.getLong("decisions"),
                        row.getLong("drafts"),
                        row.getLong("snapshots")))
                .single();
    }

    /** The studies that are not signed and that nobody would lead any more who can sign in. */
    List<String> ledAlone(PersonId person) {
        return database.sql("""
            select s.name from study s join study_member m on m.study_id = s.id and m.role = 'LEAD'
            where m.person_id = :person and s.state <> 'FROZEN'
              and not exists (select from study_member o join person p on p.id = o.person_id and p.active
                              where o.study_id = s.id and o.role = 'LEAD' and o.person_id <> :person)
            order by s.name\
            """)
                .param("person", person.value())
                .query((row, n) -> row.getString("name"))
                .list();
    }

    /** The number of the next deletion; others wait until the transaction ends. */
    int next() {
        database.sql("select pg_advisory_xact_lock(:one, 0)")
                .param("one", ONE_AT_A_TIME)
                .query((row, n) -> 0)
                .single();
        return database.sql("select coalesce(max(deletion), 0) + 1 from person")
                .query(Integer.class)
                .single();
    }

    boolean isTaken(String login) {
        return database.sql("select exists (select from person where login = :login)")
                .param("login", login)
                .query(Boolean.class)
                .single();
    }

    void erase(PersonId person, int deletion, String pseudonym, Instant now) {
        for (String statement : OWN) {
            database.sql(statement).param("person", person.value()).update();
        }
        // Nobody opens an account by a link of somebody who is gone.
        database.sql("""
            update invitation set revoked_at = :now
            where created_by = :person and used_at is null and revoked_at is null\
            """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("person", person.value())
                .update();
        database.sql("""
            update person set login = :name, display_name = :name, password_hash = '!', locale = null,
                              specialties = '{}', languages = '{}', deleted_at = :now, deletion = :deletion,
                              version = version + 1, session_version = session_version + 1
            where id = :person\
            """)
                .param("name", pseudonym)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("deletion", deletion)
                .param("person", person.value())
                .update();
    }
}
