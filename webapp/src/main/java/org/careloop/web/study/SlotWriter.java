package org.careloop.web.study;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The only writer of table {@code slot}, so that columns that belong together change together. Callers select slots in SQL,
 * by a condition on {@code slot} or by a query of {@code comparison_id} and {@code ordinal}; so finding and writing are one
 * statement. For a statement that goes on with the written rows, this class returns the writing part as SQL.
 *
 * <p>A database trigger fills the slot of an inserted judgement.
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

    /** A selection of slots in SQL, with the values of its parameters. */
    public record Which(String sql, Map<String, ?> values) {}

    /** A slot that is created together with the vote that fills it. */
    public record Filled(ComparisonId comparison, int ordinal, PersonId judgedBy) {}

    /**
     * Leases slots to {@code :person} until {@code :until}.
     *
     * @param chosen name of a table expression that selects the slots
     * @param aOnLeft SQL expression: whether response a is on the left
     * @param shown SQL expression: the order of the responses of a ranking
     */
    public static String lease(String chosen, String aOnLeft, String shown) {
        return """
                update slot set holder = :person, lease_until = :until, a_on_left = %s, shown = %s
                from %s as chosen
                where slot.comparison_id = chosen.comparison_id and slot.ordinal = chosen.ordinal
                """.formatted(aOnLeft, shown, chosen);
    }

    /**
     * Creates a check of a comparison {@code c}, leased to {@code :person} until {@code :until}; the caller appends the
     * {@code from} clause. If two transactions create a slot of one comparison at once, both compute the same ordinal, and
     * only the first creates its slot.
     */
    public static String newCheck(SlotPurpose purpose, String aOnLeft, String shown) {
        return NEW.formatted(
                "holder, lease_until, a_on_left, shown",
                "(select coalesce(max(o.ordinal), 0) + 1 from slot o where o.comparison_id = c.id)",
                "'%s', :person, :until, %s, %s".formatted(purpose, aOnLeft, shown));
    }

    /** Creates the free slots of new comparisons; during a pilot they are blocked. */
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

    /** Creates slots for votes that follow. One statement creates all, because a trigger updates tallies per statement. */
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

    /** Creates slots from a query of {@code comparison_id}, {@code ordinal}, {@code purpose} and {@code blocked}. */
    int add(Which wanted) {
        return run(
                NEW.formatted("blocked", "wanted.ordinal", "wanted.purpose, wanted.blocked")
                        + """
                from (%s) as wanted join comparison c on c.id = wanted.comparison_id
                on conflict do nothing
                """.formatted(wanted.sql()),
                wanted.values());
    }

    /** Deletes slots, selected by a query of {@code comparison_id} and {@code ordinal}. */
    int remove(Which chosen) {
        return run("""
                delete from slot using (%s) as chosen
                where slot.comparison_id = chosen.comparison_id and slot.ordinal = chosen.ordinal
                """.formatted(chosen.sql()), chosen.values());
    }

    /** Stores the order in which the responses of a ranking are shown. */
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

    /** Ends the leases of held, unjudged slots, selected by a condition; checks, made for one person, are deleted. */
    public void giveBack(Which held) {
        run("""
                with gone as (delete from slot where purpose in ('GOLD', 'REPEAT') and %1$s)
                update slot set holder = null, lease_until = null, a_on_left = null, shown = null
                where purpose in ('VOTE', 'PILOT') and %1$s
                """.formatted(held.sql()), held.values());
    }

    /** Blocks the slots of a comparison that is held back and ends their leases. */
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

    /** Gives all slots of comparisons, selected by a query of ids, to a pilot, and blocks all other slots for votes. */
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

    /** Ends a pilot. Its judgements never count; comparisons that nobody judged in it become ordinary ones. */
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

    /** Copies the positions of the comparisons in the order of work to their slots. */
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
