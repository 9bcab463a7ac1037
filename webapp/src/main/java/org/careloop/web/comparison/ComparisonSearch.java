package org.careloop.web.comparison;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.comparison.ComparisonFilter.Flagged;
import org.careloop.web.comparison.ComparisonFilter.Said;
import org.careloop.web.comparison.ComparisonFilter.Trait;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of lists of comparisons. Every condition is read off an index or off the tallies, but that on text: it reads the
 * comparisons of a stretch of positions, which the caller bounds.
 */
@Repository
class ComparisonSearch {
    /** What stands for a question in a list is cut to this many characters. */
    private static final int GLIMPSE = 160;

    private static final String FROM = """
            from comparison c left join comparison_tally t on t.comparison_id = c.id where c.study_id = :study
            """;

    private static final String REPORTED = """
            c.id in (select e.comparison_id from escalation e
                     where e.study_id = :study and e.kind = 'PRIVACY' and e.settled_at is null)""";
    private static final String RAISED = "(t.flagged > 0 or t.escalated > 0) and not t.adjudicated";
    /** What is raised too waits for that reason and is no case of disagreement. */
    private static final String DIVIDED = """
            t.wanted > 0 and t.votes >= t.wanted and t.agreement < :below::real and not t.adjudicated
            and t.flagged = 0 and t.escalated = 0""";

    private static final String SKIPPED =
            "exists (select from skip k where k.comparison_id = c.id and k.reason in (%s))"
                    .formatted(String.join(
                            ", ",
                            SkipReason.OFFERED.stream()
                                    .map(reason -> "'" + reason.name() + "'")
                                    .toList()));

    private static final String TEXT = """
            (c.external_id ~* :text or c.response_a ~* :text or c.response_b ~* :text
             or exists (select from unnest(c.further_responses) as r where r ~* :text)
             or exists (select from jsonb_array_elements(c.prompt) as turn where turn ->> 'content' ~* :text))""";

    private final JdbcClient database;

    ComparisonSearch(JdbcClient database) {
        this.database = database;
    }

    /** A stretch of positions: behind the one, up to the other. */
    record Stretch(long after, long upTo) {}

    /** The first comparisons of a stretch that the filter lets through, in the order of work. */
    List<ComparisonLine> lines(Study study, ComparisonFilter filter, Stretch stretch, int limit) {
        Conditions conditions = Conditions.of(filter)
                .and("c.position > :after", "after", stretch.after())
                .and("c.position <= :up_to", "up_to", stretch.upTo());
        return database.sql("""
                        select c.id, c.position, c.external_id, left(coalesce(c.prompt -> -1 ->> 'content', c.response_a), :glimpse) as question,
                               c.language, c.tags, c.held, c.identical,
                               coalesce(t.votes, 0) as votes, coalesce(t.wanted, 0) as wanted,
                               coalesce(t.a_clearly + t.a_slightly, 0) as a, coalesce(t.same, 0) as same,
                               coalesce(t.b_clearly + t.b_slightly, 0) as b, coalesce(t.both_bad, 0) as both_bad,
                               t.scored, coalesce(t.flagged, 0) as flagged, coalesce(%s, false) as raised,
                               coalesce(%s, false) as divided, %s as privacy, %s as skipped
                        """.formatted(RAISED, DIVIDED, REPORTED, SKIPPED)
                        + FROM + conditions.sql + " order by c.position limit :limit")
                .params(conditions.values)
                .param("study", study.id().value())
                .param("below", study.design().adjudicateBelow())
                .param("glimpse", GLIMPSE)
                .param("limit", limit)
                .query(ComparisonSearch::line)
                .list();
    }

    /** How many comparisons of a study the filter lets through. */
    long count(Study study, ComparisonFilter filter) {
        Conditions conditions = Conditions.of(filter);
        return database.sql("select count(*) " + FROM + conditions.sql)
                .params(conditions.values)
                .param("study", study.id().value())
                .param("below", study.design().adjudicateBelow())
                .query(Long.class)
                .single();
    }

    /** The last position of a study; 0 where it has no comparison. */
    long last(Study study) {
        return database.sql("select coalesce(max(position), 0) from comparison where study_id = :study")
                .param("study", study.id().value())
                .query(Long.class)
                .single();
    }

    /** The position of the comparison with this id in files. */
    Optional<Long> position(Study study, String externalId) {
        return database.sql("select position from comparison where study_id = :study and external_id = :id")
                .param("study", study.id().value())
                .param("id", externalId)
                .query(Long.class)
                .optional();
    }

    /** Every language of a study's comparisons, one index lookup each. */
    List<String> languages(Study study) {
        return database.sql("""
                        with recursive found (value) as (
                            (select min(language) from comparison where study_id = :study)
                            union all
                            select (select min(language) from comparison
                                    where study_id = :study and language > found.value)
                            from found where found.value is not null)
                        select value from found where value is not null""")
                .param("study", study.id().value())
                .query((row, n) -> row.getString("value"))
                .list();
    }

    /** The tags of the first comparisons of a study, in the order of the alphabet. */
    List<String> tags(Study study, int comparisons) {
        return database.sql("""
                        select distinct unnest(tags) as tag from (
                            select tags from comparison where study_id = :study order by position limit :comparisons) as c
                        order by tag""")
                .param("study", study.id().value())
                .param("comparisons", comparisons)
                .query((row, n) -> row.getString("tag"))
                .list();
    }

    /** Conditions on {@code c} and {@code t} with the values of their parameters. */
    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder();
        private final Map<String, Object> values = new HashMap<>();

        static Conditions of(ComparisonFilter filter) {
            Conditions all = new Conditions();
            if (!filter.text().isEmpty()) {
                // With this beginning a pattern is the text itself. It takes half the time of "ilike".
                all.and(TEXT, "text", "***=" + filter.text());
            }
            filter.said().ifPresent(said -> all.and(said(said)));
            filter.flagged().ifPresent(all::flagged);
            filter.traits().forEach(trait -> all.and(trait(trait)));
            filter.language().ifPresent(language -> all.and("c.language = :language", "language", language));
            filter.tag().ifPresent(tag -> all.and("c.tags @> array[:tag]::text[]", "tag", tag));
            return all;
        }

        private static String said(Said said) {
            return switch (said) {
                case NONE -> "coalesce(t.votes, 0) = 0";
                case A -> "t.a_clearly + t.a_slightly > 0";
                case SAME -> "t.same > 0";
                case B -> "t.b_clearly + t.b_slightly > 0";
                case BOTH_BAD -> "t.both_bad > 0";
            };
        }

        private static String trait(Trait trait) {
            return switch (trait) {
                case PRIVACY -> REPORTED;
                case HELD -> "c.held";
                case RAISED -> RAISED;
                case DIVIDED -> DIVIDED;
                case SKIPPED -> SKIPPED;
                case IDENTICAL -> "c.identical";
            };
        }

        private void flagged(Flagged kind) {
            String any = """
                    c.id in (select j.comparison_id from judgement j
                             join slot s on s.comparison_id = j.comparison_id and s.ordinal = j.ordinal and s.judgement_id = j.id
                             where j.study_id = :study and j.flags <> '[]'%s)""";
            if (kind == Flagged.ANY) {
                and(any.formatted(""));
            } else {
                and(
                        any.formatted(" and j.flags @> :flag::jsonb"),
                        "flag",
                        "[{\"kind\": \"%s\"}]".formatted(kind.name()));
            }
        }

        private void and(String condition) {
            sql.append(" and (").append(condition).append(')');
        }

        Conditions and(String condition, String name, Object value) {
            and(condition);
            values.put(name, value);
            return this;
        }
    }

    /** The scores themselves of their counts. */
    private static List<Integer> scores(@Nullable Array counted) throws SQLException {
        if (counted == null) {
            return List.of();
        }
        Short[] counts = (Short[]) counted.getArray();
        return IntStream.range(0, counts.length)
                .flatMap(score -> IntStream.generate(() -> score).limit(counts[score]))
                .boxed()
                .toList();
    }

    private static ComparisonLine line(ResultSet row, int number) throws SQLException {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            if (row.getBoolean(trait.word())) {
                traits.add(trait);
            }
        }
        return new ComparisonLine(
                new ComparisonId(row.getObject("id", UUID.class)),
                row.getLong("position"),
                row.getString("external_id"),
                row.getString("question"),
                row.getString("language"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getInt("votes"),
                row.getInt("wanted"),
                Optional.of(new ComparisonLine.Split(
                        row.getInt("a"),
                        row.getInt("same"),
                        row.getInt("b"),
                        row.getInt("both_bad"),
                        scores(row.getArray("scored")))),
                row.getInt("flagged"),
                traits);
    }
}
