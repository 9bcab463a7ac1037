package org.careloop.web.study;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of all slots of a study at once, as the study goes from one state to the next.
 *
 * <p>Slots are locked before anything that is counted from them, the order in which a judgement takes its locks too.
 */
@Repository
class StudySlots {
    /** The vote of a row that only says which response was chosen stands beside the votes that a study asks for. */
    private static final String BESIDE = "imported";

    private static final String HAVE = """
            select s.comparison_id, max(s.ordinal) as last,
                   case when bool_or(s.purpose = 'PILOT') then 'PILOT' else 'VOTE' end as purpose,
                   count(*) filter (where s.purpose in ('VOTE', 'PILOT') and p.login is distinct from :beside) as slots
            from slot s left join person p on p.id = s.judged_by
            where s.study_id = :study group by s.comparison_id
            """;

    private final JdbcClient database;
    private final SlotWriter writer;

    StudySlots(JdbcClient database, SlotWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Gives every comparison as many slots as votes are asked for, or as it has votes already, if these are more. */
    SlotChange fit(StudyId study, int overlap, boolean piloting) {
        long added = 0;
        // Again, because somebody may have taken an ordinal for a repeat in between.
        for (long more = add(study, overlap, piloting); more > 0; more = add(study, overlap, piloting)) {
            added += more;
        }
        long removed = remove(study, overlap, piloting);
        forgetPlaces(study);
        return new SlotChange(added, removed, beyond(study, overlap, piloting));
    }

    private long add(StudyId study, int overlap, boolean piloting) {
        return writer.add(scoped("""
                select have.comparison_id, have.last + n as ordinal, have.purpose,
                       c.held or (:piloting and have.purpose = 'VOTE') as blocked
                from (%s) as have join comparison c on c.id = have.comparison_id
                cross join lateral generate_series(1, :overlap - have.slots) as n
                where c.gold is null and (:piloting or have.purpose = 'VOTE')
                """, study, overlap, piloting));
    }

    /** Takes away slots without a judgement: free ones first, then those whose lease ends first. */
    private long remove(StudyId study, int overlap, boolean piloting) {
        // Locked slots cannot be judged, so the counts that the next statement reads still hold when it deletes.
        query(scoped("""
                select s.comparison_id from (%s) as have join slot s on s.comparison_id = have.comparison_id
                where have.slots > :overlap and s.purpose = have.purpose and s.judged_by is null
                  and (:piloting or have.purpose = 'VOTE')
                order by s.comparison_id, s.ordinal
                for update of s
                """, study, overlap, piloting)).query().listOfRows();
        return writer.remove(scoped("""
                select comparison_id, ordinal from (
                    select s.comparison_id, s.ordinal, have.slots - :overlap as excess,
                           row_number() over (partition by s.comparison_id
                                              order by s.lease_until nulls first, s.ordinal desc) as turn
                    from (%s) as have join slot s on s.comparison_id = have.comparison_id
                    where have.slots > :overlap and s.purpose = have.purpose and s.judged_by is null
                      and (:piloting or have.purpose = 'VOTE')) as open
                where turn <= excess
                """, study, overlap, piloting));
    }

    private long beyond(StudyId study, int overlap, boolean piloting) {
        return query(scoped("""
                        select count(*) from (%s) as have
                        where have.slots > :overlap and (:piloting or have.purpose = 'VOTE')
                        """, study, overlap, piloting)).query(Long.class).single();
    }

    private static SlotWriter.Which scoped(String sql, StudyId study, int overlap, boolean piloting) {
        return new SlotWriter.Which(
                sql.formatted(HAVE),
                Map.of("study", study.value(), "overlap", overlap, "piloting", piloting, "beside", BESIDE));
    }

    private JdbcClient.StatementSpec query(SlotWriter.Which which) {
        return database.sql(which.sql()).params(which.values());
    }

    /** Ends the leases of people to whom the study is no longer open. */
    void takeBack(StudyId study) {
        writer.giveBack(new SlotWriter.Which("""
                study_id = :study and holder is not null
                and exists (select from study_member m where m.study_id = :study and m.role = 'ANNOTATOR')
                and not exists (select from study_member m
                                where m.study_id = :study and m.role = 'ANNOTATOR' and m.person_id = slot.holder)
                """, Map.of("study", study.value())));
    }

    /** Hands out the first comparisons that nobody judged, as a pilot, and holds back all others; how many they are. */
    int pilot(StudyId study, int comparisons) {
        int chosen = writer.pilot(
                study, new SlotWriter.Which("""
                select c.id from comparison c
                where c.study_id = :study and c.gold is null and not c.held
                  and exists (select from slot s where s.comparison_id = c.id)
                  and not exists (select from slot s where s.comparison_id = c.id and s.judged_by is not null)
                order by c.position limit :comparisons
                """, Map.of("study", study.value(), "comparisons", comparisons)));
        forgetPlaces(study);
        return chosen;
    }

    /**
     * Ends the pilot, if there was one. Its judgements never count; its comparisons that nobody judged become ordinary
     * ones.
     */
    void open(StudyId study) {
        database.sql("select from slot where study_id = :study and purpose = 'PILOT' order by comparison_id for update")
                .param("study", study.value())
                .query((row, number) -> number)
                .list();
        writer.endPilot(study);
        forgetPlaces(study);
    }

    /**
     * What a study asks for.
     *
     * @param comparisons that votes will be asked for once it is locked: those that nobody judged in a pilot
     * @param votes on these
     * @param pilot judgements that the pilot asks for
     * @param piloted of these given
     */
    record Asked(long comparisons, long votes, long pilot, long piloted) {}

    Asked asked(StudyId study) {
        return database.sql("""
                        select count(*) filter (where votes > 0 and piloted = 0) as comparisons,
                               coalesce(sum(votes) filter (where piloted = 0), 0) as votes,
                               coalesce(sum(pilot), 0) as pilot, coalesce(sum(piloted), 0) as piloted
                        from (select count(*) filter (where purpose in ('VOTE', 'PILOT')) as votes,
                                     count(*) filter (where purpose = 'PILOT') as pilot,
                                     count(judged_by) filter (where purpose = 'PILOT') as piloted
                              from slot where study_id = :study group by comparison_id) as each""")
                .param("study", study.value())
                .query((row, n) -> new Asked(
                        row.getLong("comparisons"), row.getLong("votes"), row.getLong("pilot"), row.getLong("piloted")))
                .single();
    }

    /** Orders the comparisons by the MD5 of {@code seed:id}, which anybody can recompute. */
    void shuffle(StudyId study, long seed) {
        // Negative first: positions are unique at every moment, so they cannot be exchanged in place.
        run("update comparison set position = -position where study_id = :study", study);
        database.sql("""
                        update comparison set position = drawn.place
                        from (select id, row_number() over (order by md5(:seed || ':' || external_id), external_id) as place
                              from comparison where study_id = :study) as drawn
                        where comparison.id = drawn.id
                        """)
                .param("study", study.value())
                .param("seed", Long.toString(seed))
                .update();
        writer.reposition(study);
        forgetPlaces(study);
    }

    /** Resets everybody's cursor, because there is work in front of it again. */
    private void forgetPlaces(StudyId study) {
        run("delete from work_cursor where study_id = :study", study);
    }

    private void run(String sql, StudyId study) {
        database.sql(sql).param("study", study.value()).update();
    }
}
