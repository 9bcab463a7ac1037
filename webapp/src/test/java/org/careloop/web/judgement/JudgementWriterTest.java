package org.careloop.web.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.ServiceTest;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class JudgementWriterTest extends ServiceTest {
    @Autowired
    private JudgementWriter writer;

    @Autowired
    private StudyService studies;

    @Autowired
    private ComparisonRepository comparisons;

    @Autowired
    private JdbcClient database;

    private final ComparisonId comparison = ComparisonId.random();
    private PersonId one;
    private PersonId two;

    @BeforeEach
    void begin() {
        one = person(database, "one");
        two = person(database, "two");
        StudyId study =
                studies.create(new NewStudy(unique("Written"), "", 2), null).id();
        comparisons.insertAll(
                study,
                1,
                List.of(new NewComparison(
                        comparison,
                        "p1",
                        List.of(new Message(Message.Role.USER, "Fever?")),
                        List.of("Rest.", "See a doctor."),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        null,
                        1,
                        2)),
                NOW);
    }

    @Test
    void scriptedVotesFillTheirSlotsWithTheSideThatWasDrawn() {
        writer.insertAll(
                List.of(
                        new PlacedVote(comparison, 1, one, new Vote("one", Verdict.A), true, 0L),
                        new PlacedVote(comparison, 2, two, new Vote("two", Verdict.SAME), false, 0L)),
                VoteOrigin.SCRIPTED,
                NOW);

        assertThat(stored())
                .containsExactly(
                        tuple(one.value(), true, "A", true, true, false, NOW),
                        tuple(two.value(), false, "SAME", false, true, false, NOW));
    }

    /** The person who fills each slot and the side there; of the vote the verdict, the side, whether scripted or imported. */
    private List<Tuple> stored() {
        return database.sql("""
                        select s.judged_by, s.a_on_left as slot_side, j.verdict, j.a_on_left, j.scripted, j.imported,
                               j.created_at
                        from slot s join judgement j on j.id = s.judgement_id
                        where s.comparison_id = :comparison order by s.ordinal
                        """)
                .param("comparison", comparison.value())
                .query((row, number) -> tuple(
                        row.getObject("judged_by", UUID.class),
                        row.getBoolean("slot_side"),
                        row.getString("verdict"),
                        row.getBoolean("a_on_left"),
                        row.getBoolean("scripted"),
                        row.getBoolean("imported"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
