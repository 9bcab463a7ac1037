package org.careloop.web.dataset;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.Vote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of imported votes. Their annotators are accounts that cannot sign in, named so that nobody mistakes an imported
 * vote for one given here.
 */
@Repository
class ImportedVotes {
    static final String LABEL_ANNOTATOR = "imported";
    private static final String PREFIX = "imported:";
    private static final int LONGEST_LOGIN = 100;
    private static final String NO_PASSWORD = "!";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ImportedVotes(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** One vote and the slot that it fills, which is made with it. */
    record Placed(ComparisonId comparison, long position, int ordinal, PersonId annotator, Vote vote) {}

    /** The login of an imported annotator; a name that was exported from here keeps it. */
    static String login(String annotator) {
        String lower = annotator.strip().toLowerCase(Locale.ROOT);
        String login = lower.equals(LABEL_ANNOTATOR) || lower.startsWith(PREFIX) ? lower : PREFIX + lower;
        if (login.length() > LONGEST_LOGIN) {
            throw new BadRow("field \"annotator\" has %d characters; expected at most %d"
                    .formatted(annotator.length(), LONGEST_LOGIN - PREFIX.length()));
        }
        return login;
    }

    /** The accounts of these annotators by login; those that are new are made. */
    Map<String, PersonId> annotators(Map<String, String> namesByLogin, Instant now) {
        namesByLogin.forEach((login, name) -> jdbc.sql("""
                        insert into person (id, login, display_name, password_hash, active, created_at)
                        values (?, ?, ?, ?, false, ?) on conflict (login) do nothing""")
                .params(UUID.randomUUID(), login, name, NO_PASSWORD, Timestamp.from(now))
                .update());
        Map<String, PersonId> found = new HashMap<>();
        jdbc.sql("select id, login from person where login = any(?)")
                .param(namesByLogin.keySet().toArray(String[]::new))
                .query((row, n) -> found.put(row.getString("login"), new PersonId(row.getObject("id", UUID.class))))
                .list();
        return found;
    }

    void insertAll(StudyId study, List<Placed> votes, Instant now) {
        template.batchUpdate(
                "insert into slot (comparison_id, ordinal, study_id, position, judged_by) values (?, ?, ?, ?, ?)",
                votes,
                votes.isEmpty() ? 1 : votes.size(),
                (statement, placed) -> {
                    statement.setObject(1, placed.comparison().value());
                    statement.setInt(2, placed.ordinal());
                    statement.setObject(3, study.value());
                    statement.setLong(4, placed.position());
                    statement.setObject(5, placed.annotator().value());
                });
        template.batchUpdate("""
                insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                       weight, imported, created_at)
                values (?, ?, ?, ?, ?, 1, ?, ?, ?, true, ?)""", votes, votes.isEmpty() ? 1 : votes.size(), (statement, placed) -> {
            statement.setObject(1, UUID.randomUUID());
            statement.setObject(2, UUID.randomUUID());
            statement.setObject(3, placed.comparison().value());
            statement.setInt(4, placed.ordinal());
            statement.setObject(5, placed.annotator().value());
            statement.setString(6, placed.vote().verdict().name());
            statement.setInt(7, placed.vote().strength());
            statement.setDouble(8, placed.vote().weight());
            statement.setTimestamp(9, Timestamp.from(now));
        });
    }
}
