package org.careloop.web.study;

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

    private final JdbcClient jdbc;

    StudySlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        return scoped("""
                insert into slot (comparison_id, ordinal, study_id, position, language, specialty, purpose, blocked)
                select c.id, have.last + n, c.study_id, c.position, c.language, c.specialty, have.purpose,
                       c.held or (:piloting and have.purpose = 'VOTE')
                from (%s) as have join comparison c on c.id = have.comparison_id
                cross join lateral generate_series(1, :overlap - have.slots) as n
                where c.gold is null and (:piloting or have.purpose = 'VOTE')
                on conflict do nothing""", study, overlap, piloting).update();
    }

    /** Takes away slots without a judgement: free ones first, then those whose lease ends first. */
    private long remove(StudyId study, int overlap, boolean piloting) {
        // Nobody judges in a slot that is locked, so that what the next statement counts is still so when it deletes.
        scoped("""
                select s.comparison_id from (%s) as have join slot s on s.comparison_id = have.comparison_id
                where have.slots > :overlap and s.purpose = have.purpose and s.judged_by is null
                  and (:piloting or have.purpose = 'VOTE')
                order by s.comparison_id, s.ordinal
                for update of s""", study, overlap, piloting).query().listOfRows();
        return scoped("""
                delete from slot using (
                    select s.comparison_id, s.ordinal, have.slots - :overlap as excess,
                           row_number() over (partition by s.comparison_id
                                              order by s.lease_until nulls first, s.ordinal desc) as turn
                    from (%s) as have join slot s on s.comparison_id = have.comparison_id
                    where have.slots > :overlap and s.purpose = have.purpose and s.judged_by is null
                      and (:piloting or have.purpose = 'VOTE')) as open
                where slot.comparison_id = open.comparison_id and slot.ordinal = open.ordinal
                  and open.turn <= open.excess""", study, overlap, piloting).update();
    }

    private long beyond(StudyId study, int overlap, boolean piloting) {
        return scoped("""
                select count(*) from (%s) as have
                where have.slots > :overlap and (:piloting or have.purpose = 'VOTE')""", study, overlap, piloting).query(Long.class).single();
    }

    private JdbcClient.StatementSpec scoped(String sql, StudyId study, int overlap, boolean piloting) {
        return jdbc.sql(sql.formatted(HAVE))
                .param("study", study.value())
                .param("overlap", overlap)
                .param("piloting", piloting)
                .param("beside", BESIDE);
    }

    /** Takes back what those have in hand whom the study is no longer open to. */
    void takeBack(StudyId study) {
        String outsiders = """
                study_id = :study and holder is not null
                and exists (select from study_member m where m.study_id = :study and m.role = 'ANNOTATOR')
                and not exists (select from study_member m
                                where m.study_id = :study and m.role = 'ANNOTATOR' and m.person_id = slot.holder)""";
        run("delete from slot where purpose in ('GOLD', 'REPEAT') and " + outsiders, study);
        run(
                "update slot set holder = null, lease_until = null, a_on_left = null, shown = null where " + outsiders,
                study);
    }

    /** Hands out the first comparisons that nobody judged, as a pilot, and holds back all others; how many they are. */
    int pilot(StudyId study, int comparisons) {
        int chosen = jdbc.sql("""
                        with chosen as (
                            select c.id from comparison c
                            where c.study_id = :study and c.gold is null and not c.held
                              and exists (select from slot s where s.comparison_id = c.id)
                              and not exists (select from slot s where s.comparison_id = c.id and s.judged_by is not null)
                            order by c.position limit :comparisons),
                        changed as (
                            update slot set purpose = 'PILOT', blocked = false from chosen
                            where slot.comparison_id = chosen.id returning slot.comparison_id)
                        select count(distinct comparison_id) from changed""")
                .param("study", study.value())
                .param("comparisons", comparisons)
                .query(Integer.class)
                .single();
        run("update slot set blocked = true where study_id = :study and purpose = 'VOTE' and judged_by is null", study);
        forgetPlaces(study);
        return chosen;
    }

    /** Ends the pilot, if there was one: what was judged in it never counts, what nobody judged is a comparison as any. */
    void open(StudyId study) {
        jdbc.sql("select from slot where study_id = :study and purpose = 'PILOT' order by comparison_id for update")
                .param("study", study.value())
                .query((row, number) -> number)
                .list();
        run("""
                update slot set holder = null, lease_until = null,
                    purpose = case when tried.slots = 0 then 'VOTE' else 'PILOT' end, blocked = tried.slots > 0
                from (select comparison_id, count(judged_by) as slots from slot
                      where study_id = :study and purpose = 'PILOT' group by comparison_id) as tried
                where slot.comparison_id = tried.comparison_id and slot.purpose = 'PILOT' and slot.judged_by is null""", study);
        run("""
                update slot set blocked = false from comparison c
                where slot.study_id = :study and slot.purpose = 'VOTE' and slot.blocked
                  and c.id = slot.comparison_id and not c.held""", study);
        forgetPlaces(study);
    }

    /** Puts the comparisons into the order of the MD5 of {@code seed:id}, which anybody can work out again. */
    void shuffle(StudyId study, long seed) {
        // Away first: positions are unique at every moment.
        run("update comparison set position = -position where study_id = :study", study);
        jdbc.sql("""
                        update comparison set position = drawn.place
                        from (select id, row_number() over (order by md5(:seed || ':' || external_id), external_id) as place
                              from comparison where study_id = :study) as drawn
                        where comparison.id = drawn.id""")
                .param("study", study.value())
                .param("seed", Long.toString(seed))
                .update();
        run("""
                update slot set position = c.position from comparison c
                where slot.study_id = :study and c.id = slot.comparison_id and slot.position <> c.position""", study);
        forgetPlaces(study);
    }

    /** Lets everybody search from the start again, for there is work where they have been. */
    private void forgetPlaces(StudyId study) {
        run("delete from work_cursor where study_id = :study", study);
    }

    private void run(String sql, StudyId study) {
        jdbc.sql(sql).param("study", study.value()).update();
    }
}
