package org.careloop.load;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * A study of synthetic comparisons and accounts, inserted directly into the database. Texts have the lengths of real
 * ones: a question of some 90 characters, two responses of some 600.
 */
public record BenchStudy(UUID id, List<String> logins) {
    public static final String PASSWORD = "bench";
    /** Rounds of a hash that costs nothing. */
    private static final int CHEAP = 4;

    /** A study that collects votes, and the accounts of its people. */
    public static BenchStudy create(JdbcClient database, String name, int comparisons, int overlap, int people) {
        List<String> logins = IntStream.rangeClosed(1, people)
                .mapToObj("bench-%03d"::formatted)
                .toList();
        for (int n = 0; n < people; n++) {
            account(database, n, logins.get(n));
        }
        return new BenchStudy(collecting(database, name, comparisons, overlap), logins);
    }

    /** Another study for the same people, of the same size and untouched; nothing more is handed out of this one. */
    public BenchStudy closedFor(JdbcClient database, int comparisons, int overlap) {
        database.sql("update study set state = 'CLOSED' where id = ?").param(id).update();
        return new BenchStudy(collecting(database, "Peer", comparisons, overlap), logins);
    }

    private static UUID collecting(JdbcClient database, String name, int comparisons, int overlap) {
        UUID study = UUID.randomUUID();
        database.sql("""
            insert into study (id, name, state, created_at) values (?, ?, 'COLLECTING', now())\
            """).params(study, name).update();
        database.sql("""
            insert into study_design (study_id, version, design, reason, created_at)
            values (?, 1, jsonb_build_object('overlap', ?), 'first version', now())\
            """).params(study, overlap).update();
        database.sql("""
            insert into comparison (id, study_id, external_id, prompt, response_a, response_b, model_a, model_b,
                                    language, tags, position, created_at)
            select gen_random_uuid(), ?, 'bench-' || n,
                   jsonb_build_array(jsonb_build_object('role', 'user', 'content',
                       'Question ' || n || ': ' || repeat('what should be done about this? ', 3))),
                   'Answer ' || n || '. ' || repeat('One takes the usual dose after a meal. ', 15),
                   'Reply ' || n || '. ' || repeat('A doctor should have a look at it soon. ', 15),
                   'model-one', 'model-two', 'en', array['bench'], n, now()
            from generate_series(1, ?) as n\
            """).params(study, comparisons).update();
        database.sql("""
            insert into slot (comparison_id, ordinal, study_id, position, language)
            select c.id, n, c.study_id, c.position, c.language
            from comparison c cross join generate_series(1, ?) as n where c.study_id = ?\
            """).params(overlap, study).update();
        return study;
    }

    /** The id has the person's number in it, so that {@code annotate.pgbench} knows it too. */
    private static void account(JdbcClient database, int number, String login) {
        UUID person = UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
        database.sql("""
            insert into person (id, login, display_name, password_hash, created_at)
            values (?, ?, ?, ?, now())\
            """)
                .params(person, login, login, "{bcrypt}" + new BCryptPasswordEncoder(CHEAP).encode(PASSWORD))
                .update();
        database.sql("insert into person_role values (?, 'CLINICIAN'), (?, 'STUDY_LEAD')")
                .params(person, person)
                .update();
    }

    /** Fills the first slots of every comparison with votes, as if they had been given over sixty days. */
    public void fill(JdbcClient database, int votes) {
        for (int ordinal = 1; ordinal <= votes; ordinal++) {
            database.sql("""
                insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                       a_on_left, active_ms, created_at)
                select gen_random_uuid(), gen_random_uuid(), s.comparison_id, s.ordinal, p.id, 1,
                       (array['A', 'A', 'B', 'B', 'SAME', 'BOTH_BAD'])[1 + floor(random() * 6)::int],
                       random() < .5, 5000 + floor(random() * 60000)::bigint,
                       now() - interval '60 days' * random()
                from slot s
                join (select id, row_number() over (order by login) - 1 as turn from person
                      where login = any(?)) p
                    on p.turn = (s.position + s.ordinal) % ?
                where s.study_id = ? and s.ordinal = ?\
                """)
                    .params(logins.toArray(String[]::new), logins.size(), id, ordinal)
                    .update();
        }
        database.sql("vacuum analyze").update();
    }

    /** Votes beyond the overlap of the study; there must be none. */
    public long beyondOverlap(JdbcClient database, int overlap) {
        return database.sql("""
            select coalesce(sum(n - ?), 0) from (
                select count(*) as n from current_judgement
                where study_id = ? and purpose = 'VOTE' group by comparison_id) as votes
            where n > ?\
            """).params(overlap, id, overlap).query(Long.class).single();
    }

    public long votes(JdbcClient database) {
        return database.sql("select count(*) from judgement where study_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }
}
