package org.careloop.web.agreement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.Gold;
import org.careloop.web.study.NewComparison;
import org.careloop.web.study.Study;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study whose votes a test writes straight into the database. The first response is always the longer one. */
public final class VotedStudy {
    private final JdbcClient jdbc;
    private final Study study;
    private final List<ComparisonId> comparisons;
    private final Instant at;

    private VotedStudy(JdbcClient jdbc, Study study, List<ComparisonId> comparisons, Instant at) {
        this.jdbc = jdbc;
        this.study = study;
        this.comparisons = comparisons;
        this.at = at;
    }

    /** Comparisons with known answer A from {@code ordinary} on; even ones are English, odd ones Chinese. */
    public static VotedStudy of(
            JdbcClient jdbc, ComparisonRepository repository, Study study, int ordinary, int gold, Instant at) {
        List<NewComparison> rows = IntStream.range(0, ordinary + gold)
                .mapToObj(i -> new NewComparison(
                        ComparisonId.random(),
                        "c%03d".formatted(i),
                        List.of(Message.user("Question " + i)),
                        List.of("a longer answer " + i, "short " + i),
                        List.of(),
                        i % 2 == 0 ? "en" : "zh",
                        null,
                        List.of("all", i < ordinary / 2 ? "first half" : "second half"),
                        i < ordinary ? null : new Gold(Verdict.A),
                        1,
                        study.design().overlap()))
                .toList();
        repository.insertAll(study.id(), 1, rows, at);
        return new VotedStudy(jdbc, study, rows.stream().map(NewComparison::id).toList(), at);
    }

    public Study study() {
        return study;
    }

    public ComparisonId comparison(int index) {
        return comparisons.get(index);
    }

    public int size() {
        return comparisons.size();
    }

    /** Fills the next open slot for votes; the answer took ten seconds. */
    public UUID vote(int comparison, PersonId person, Verdict verdict, boolean aOnLeft) {
        return vote(comparison, person, verdict, aOnLeft, "{}", "[]", 10_000);
    }

    public UUID vote(
            int comparison,
            PersonId person,
            Verdict verdict,
            boolean aOnLeft,
            String criteria,
            String flags,
            long activeMillis) {
        int ordinal = jdbc.sql("""
                        select min(ordinal) from slot
                        where comparison_id = ? and judged_by is null and purpose = 'VOTE'""")
                .param(comparisons.get(comparison).value())
                .query(Integer.class)
                .single();
        return insert(comparison, ordinal, 1, person, verdict, aOnLeft, criteria, flags, activeMillis);
    }

    /** Changes a vote. */
    public UUID revise(int comparison, PersonId person, Verdict verdict) {
        return jdbc.sql("""
                        select s.ordinal, j.revision, j.a_on_left from slot s join judgement j on j.id = s.judgement_id
                        where s.comparison_id = ? and s.judged_by = ? and s.purpose = 'VOTE'""")
                .params(comparisons.get(comparison).value(), person.value())
                .query((row, n) -> insert(
                        comparison,
                        row.getInt(1),
                        row.getInt(2) + 1,
                        person,
                        verdict,
                        row.getBoolean(3),
                        "{}",
                        "[]",
                        2_000))
                .single();
    }

    /** An answer that is no vote: GOLD or REPEAT. */
    public void check(String purpose, int comparison, PersonId person, Verdict verdict, boolean aOnLeft) {
        int ordinal = jdbc.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position, purpose)
                        select id, coalesce((select max(ordinal) from slot where comparison_id = c.id), 0) + 1,
                               study_id, position, ?
                        from comparison c where id = ? returning ordinal""")
                .params(purpose, comparisons.get(comparison).value())
                .query(Integer.class)
                .single();
        insert(comparison, ordinal, 1, person, verdict, aOnLeft, "{}", "[]", 10_000);
    }

    private UUID insert(
            int comparison,
            int ordinal,
            int revision,
            PersonId person,
            Verdict verdict,
            boolean aOnLeft,
            String criteria,
            String flags,
            long activeMillis) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                               criteria, flags, a_on_left, reason, active_ms, created_at)
                        values (?, gen_random_uuid(), ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)""")
                .params(id, comparisons.get(comparison).value(), ordinal, person.value(), revision, verdict.name())
                .params(criteria, flags, aOnLeft)
                .param(revision == 1 ? null : "SLIP")
                .params(activeMillis, at.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}
