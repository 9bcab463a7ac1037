package org.careloop.web.study;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The one writer of table {@code slot}: what becomes of a slot stands here, so that columns that belong together change
 * together. Which slots are meant, others may say in SQL, so that finding and writing stay one statement: as a condition on
 * {@code slot}, or as a query that names them by {@code comparison_id} and {@code ordinal}. A statement that goes on with what
 * was written takes the writing as a piece of SQL.
 *
 * <p>When a judgement is added, the database fills its slot.
 */
@Repository
public class SlotWriter {
    /** Renews the lease of {@code :person} on {@code :comparison} until {@code :until}. */
    public static final String RENEW =
            "update slot set lease_until = :until where comparison_id = :comparison and holder = :person";

    private static final String NEW = """
            insert into slot (comparison_id, ordinal, study_id, position, language, specialty, purpose, %s)
            select c.id, %s, c.study_id, c.position, c.language, c.specialty, %s
            """;

    private final JdbcClient database;

    SlotWriter(JdbcClient database) {
        this.database = database;
    }

    /** Which slots, and what the names in that SQL stand for. */
    public record Which(String sql, Map<String, ?> values) {}

    /** A slot that is made with the vote that fills it. */
    public record Filled(ComparisonId comparison, int ordinal, PersonId judgedBy) {}

    /**
     * Leases slots to {@code :person} until {@code :until}.
     *
     * @param chosen names a table of the slots
     * @param aOnLeft where response a stands, in SQL
     * @param shown where each response of a ranking stands, in SQL
     */
    public static String lease(String chosen, String aOnLeft, String shown) {
        return """
                update slot set holder = :person, lease_until = :until, a_on_left = %s, shown = %s
                from %s as chosen
                where slot.comparison_id = chosen.comparison_id and slot.ordinal = chosen.ordinal
                """.formatted(aOnLeft, shown, chosen);
    }

    /**
     * Makes a check of a comparison {@code c}, held by {@code :person} until {@code :until}; {@code from} follows. Two who
     * make a slot of one comparison at once want the same ordinal; the second then does without.
     */
    public static String newCheck(SlotPurpose purpose, String aOnLeft, String shown) {
        return NEW.formatted(
                "holder, lease_until, a_on_left, shown",
                "(select coalesce(max(o.ordinal), 0) + 1 from slot o where o.comparison_id = c.id)",
                "'%s', :person, :until, %s, %s".formatted(purpose, aOnLeft, shown));
    }

    /** Makes the free slots of new comparisons, which wait where a pilot runs. */
    void addFree(List<NewComparison> comparisons) {
        database.sql(NEW.formatted("blocked", "n", "'VOTE', study.state = 'PILOT'") + """
                        from unnest(:comparisons::uuid[], :first::int[], :free::int[]) as wanted (id, first, free)
                        join comparison c on c.id = wanted.id join study on study.id = c.study_id
                        cross join lateral generate_series(wanted.first, wanted.first + wanted.free - 1) as n
                        """)
                .param(
                        "comparisons",
                        comparisons.stream().map(row -> row.id().value()).toArray(UUID[]::new))
                .param(
                        "first",
                        comparisons.stream().map(NewComparison::firstFree).toArray(Integer[]::new))
                .param("free", comparisons.stream().map(NewComparison::free).toArray(Integer[]::new))
                .update();
    }

    /** Makes slots for votes that follow, all in one statement, for the database keeps its tallies by the statement. */
    public void addFilled(List<Filled> slots) {
        database.sql(NEW.formatted("judged_by", "v.ordinal", "'VOTE', v.annotator") + """
                        from unnest(:comparisons::uuid[], :ordinals::int[], :annotators::uuid[])
                            as v (comparison, ordinal, annotator)
                        join comparison c on c.id = v.comparison
                        """)
                .param(
                        "comparisons",
                        slots.stream().map(slot -> slot.comparison().value()).toArray(UUID[]::new))
                .param("ordinals", slots.stream().map(Filled::ordinal).toArray(Integer[]::new))
                .param(
                        "annotators",
                        slots.stream().map(slot -> slot.judgedBy().value()).toArray(UUID[]::new))
                .update();
    }

    /** Makes further slots: a query of {@code comparison_id}, {@code ordinal}, {@code purpose} and {@code blocked}. */
    int add(Which wanted) {
        return run(
                NEW.formatted("blocked", "wanted.ordinal", "wanted.purpose, wanted.blocked")
                        + """
                from (%s) as wanted join comparison c on c.id = wanted.comparison_id
                on conflict do nothing
                """.formatted(wanted.sql()),
                wanted.values());
    }

    /** Takes slots away: a query of {@code comparison_id} and {@code ordinal}. */
    int remove(Which chosen) {
        return run("""
                delete from slot using (%s) as chosen
                where slot.comparison_id = chosen.comparison_id and slot.ordinal = chosen.ordinal
                """.formatted(chosen.sql()), chosen.values());
    }

    /** Remembers in which order the responses of a ranking are shown. */
    public void show(ComparisonId comparison, int ordinal, boolean aOnLeft, Short @Nullable [] shown) {
        database.sql("""
                        update slot set shown = :shown, a_on_left = :side
                        where comparison_id = :comparison and ordinal = :ordinal
                        """)
                .param("shown", shown)
                .param("side", aOnLeft)
                .param("comparison", comparison.value())
                .param("ordinal", ordinal)
                .update();
    }

    /** Gives back slots that are held and not judged, by a condition; a check that was made for a person goes away. */
    public void giveBack(Which held) {
        run("""
                with gone as (delete from slot where purpose in ('GOLD', 'REPEAT') and %1$s)
                update slot set holder = null, lease_until = null, a_on_left = null, shown = null
                where purpose in ('VOTE', 'PILOT') and %1$s
                """.formatted(held.sql()), held.values());
    }

    /** Takes a comparison that is held back out of everybody's hands. */
    public void withhold(ComparisonId comparison) {
        run("""
                with checks as (
                    delete from slot where comparison_id = :comparison and judged_by is null
                    and purpose in ('GOLD', 'REPEAT'))
                update slot set blocked = true, holder = null, lease_until = null, a_on_left = null, shown = null
                where comparison_id = :comparison and judged_by is null and purpose in ('VOTE', 'PILOT')
                """, Map.of("comparison", comparison.value()));
    }

    /** Hands a comparison out again; slots of another phase of its study stay blocked. */
    public void handOutAgain(ComparisonId comparison) {
        run("""
                update slot set blocked = (study.state = 'PILOT') <> (slot.purpose = 'PILOT')
                from study where study.id = slot.study_id
                and slot.comparison_id = :comparison and slot.judged_by is null and slot.blocked
                """, Map.of("comparison", comparison.value()));
    }

    /** Makes all slots of comparisons those of a pilot: a query of their ids. Every other slot for votes waits. */
    int pilot(StudyId study, Which comparisons) {
        int changed = database.sql("""
                        with changed as (
                            update slot set purpose = 'PILOT', blocked = false from (%s) as chosen
                            where slot.comparison_id = chosen.id returning slot.comparison_id)
                        select count(distinct comparison_id) from changed
                        """.formatted(comparisons.sql()))
                .params(comparisons.values())
                .query(Integer.class)
                .single();
        run("""
                update slot set blocked = true
                where study_id = :study and purpose = 'VOTE' and judged_by is null
                """, Map.of("study", study.value()));
        return changed;
    }

    /** Ends a pilot: what was judged in it never counts, what nobody judged is a comparison as any. */
    void endPilot(StudyId study) {
        Map<String, ?> values = Map.of("study", study.value());
        run("""
                update slot set holder = null, lease_until = null,
                    purpose = case when tried.slots = 0 then 'VOTE' else 'PILOT' end, blocked = tried.slots > 0
                from (select comparison_id, count(judged_by) as slots from slot
                      where study_id = :study and purpose = 'PILOT' group by comparison_id) as tried
                where slot.comparison_id = tried.comparison_id and slot.purpose = 'PILOT' and slot.judged_by is null
                """, values);
        run("""
                update slot set blocked = false from comparison c
                where slot.study_id = :study and slot.purpose = 'VOTE' and slot.blocked
                  and c.id = slot.comparison_id and not c.held
                """, values);
    }

    /** Puts the slots where their comparisons are in the order of work. */
    void reposition(StudyId study) {
        run("""
                update slot set position = c.position from comparison c
                where slot.study_id = :study and c.id = slot.comparison_id and slot.position <> c.position
                """, Map.of("study", study.value()));
    }

    private int run(String sql, Map<String, ?> values) {
        return database.sql(sql).params(values).update();
    }
}
