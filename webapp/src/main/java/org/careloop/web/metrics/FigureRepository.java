package org.careloop.web.metrics;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the figures: counts that name nobody. */
@Repository
class FigureRepository {
    private final JdbcClient database;

    FigureRepository(JdbcClient database) {
        this.database = database;
    }

    /** Judgements that are stored, given by people and neither imported nor written by the demo's script. */
    long verdicts() {
        return database.sql("""
            select coalesce(sum(judgements), 0) from annotator_tally where not imported and not scripted\
            """).query(Long.class).single();
    }

    /** Votes that studies ask for now and nobody has given, by whether somebody has the pair in view. */
    Map<String, Long> openVotes() {
        return database
                .sql("""
                    select case when l.holder is null then 'free' else 'in_view' end as state, count(*) as votes
                    from slot l join study s on s.id = l.study_id
                    where l.judged_by is null and l.purpose in ('VOTE', 'PILOT') and not l.blocked
                      and s.state in ('PILOT', 'COLLECTING')
                    group by 1\
                    """)
                .query((row, n) -> Map.entry(row.getString("state"), row.getLong("votes")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
