package org.careloop.web.demo;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.careloop.run.Vote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of scripted votes and of their authors, accounts that cannot sign in. */
@Repository
class ScriptedVotes {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ScriptedVotes(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** One vote for one slot, with the side that a person would have seen. */
    record Given(ComparisonId comparison, int ordinal, PersonId by, Vote vote, boolean aOnLeft) {}

    PersonId account(String login, Instant now) {
        PersonId id = PersonId.random();
        jdbc.sql("""
                        insert into person (id, login, display_name, password_hash, active, created_at)
                        values (?, ?, ?, '!', false, ?)""").params(id.value(), login, login, Timestamp.from(now)).update();
        return id;
    }

    void insertAll(List<Given> votes, Instant now) {
        template.batchUpdate(
                "update slot set judged_by = ?, a_on_left = ? where comparison_id = ? and ordinal = ? and judged_by is null",
                votes,
                votes.size(),
                (statement, given) -> {
                    statement.setObject(1, given.by().value());
                    statement.setBoolean(2, given.aOnLeft());
                    statement.setObject(3, given.comparison().value());
                    statement.setInt(4, given.ordinal());
                });
        template.batchUpdate("""
                insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict, strength,
                                       a_on_left, scripted, active_ms, created_at)
                values (?, ?, ?, ?, ?, 1, ?, ?, ?, true, 0, ?)""", votes, votes.size(), (statement, given) -> {
            statement.setObject(1, UUID.randomUUID());
            statement.setObject(2, UUID.randomUUID());
            statement.setObject(3, given.comparison().value());
            statement.setInt(4, given.ordinal());
            statement.setObject(5, given.by().value());
            statement.setString(6, given.vote().verdict().name());
            statement.setInt(7, given.vote().strength());
            statement.setBoolean(8, given.aOnLeft());
            statement.setTimestamp(9, Timestamp.from(now));
        });
    }
}
