package org.careloop.web.dataset;

import java.sql.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which comparisons an export begins with. Programs guess the type of each field from the beginning of a file: datasets from
 * its first ten megabytes or ten thousand lines, pyarrow from its first. A field that first says something in the last row
 * would have no type there. So the first comparison that uses a field stands before those that do not; with about forty
 * fields these are at most forty, and most often one or two.
 */
@Repository
class FirstRows {
    static final String MODEL_KNOWN =
            "(coalesce(c.model_a, c.model_b) is not null or array_remove(c.further_models, null) <> '{}')";

    /** What an answer of alias {@code @} may say; flags are opened only where there are any. */
    private static final List<String> ANSWER = List.of(
            "@.ranking is not null",
            "@.rationale <> ''",
            "@.criteria <> '{}'",
            "@.flags <> '[]'",
            "@.flags <> '[]' and jsonb_path_exists(@.flags, '$[*] ? (@.quote != null)')",
            "@.flags <> '[]' and jsonb_path_exists(@.flags, '$[*] ? (@.start != null)')",
            "@.corrections <> '{}'",
            "@.reason <> ''",
            "@.note <> ''",
            "@.active_ms is not null",
            "not @.imported or @.given_at is not null");

    /** An id of digits alone is read as a number where all around it are such. */
    private static final String NO_NUMBER = " !~ '^[-+0-9.eE]*$'";

    private static final List<String> VOTE = List.of("true", "not j.imported", "j.revision > 1", "p.login" + NO_NUMBER);
    private static final List<String> COMPARISON = List.of(
            "c.external_id" + NO_NUMBER,
            "c.language is not null",
            "c.tags <> '{}'",
            "c.further_responses <> '{}'",
            MODEL_KNOWN,
            "c.specialty is not null",
            "c.gold is not null");
    private static final List<String> ADJUDICATION = List.of(
            "true",
            "a.ranking is not null",
            "a.criteria <> '{}'",
            "a.rationale <> ''",
            "a.cause is not null",
            "a.stage = 'DECISION'",
            "a.stage = 'DECISION' and a.ranking is not null");

    private static final String FIRST = first();

    private final JdbcClient database;

    FirstRows(JdbcClient database) {
        this.database = database;
    }

    /** Each source gives a number with a bit for each field that it uses; the first position of each bit is asked for. */
    private static String first() {
        List<String> fields = new ArrayList<>();
        String vote = bits(fields, of("j"), VOTE);
        String earlier = bits(fields, of("e"), List.of());
        String adjudication = bits(fields, ADJUDICATION, List.of());
        String comparison = bits(fields, COMPARISON, List.of());
        return """
                with v as (
                    select k.position, count(*), bit_or(%s) as said
                    from $judgements j join person p on p.id = j.annotator join comparison k on k.id = j.comparison_id
                    where $votes group by k.position),
                h as (
                    select k.position, bit_or(%s) as said
                    from $judgements j join person p on p.id = j.annotator join comparison k on k.id = j.comparison_id
                    join judgement e on e.comparison_id = j.comparison_id and e.ordinal = j.ordinal
                        and e.revision < j.revision
                    where j.revision > 1 and $votes group by k.position),
                d as (
                    select a.comparison_id, bit_or(%s) as said
                    from adjudication a where a.study_id = '$study' and $adjudications group by a.comparison_id),
                r as (
                    select c.position,
                           coalesce(v.said, 0) | coalesce(h.said, 0) | coalesce(d.said, 0) | (%s) as said
                    from comparison c left join v on v.position = c.position left join h on h.position = c.position
                        left join d on d.comparison_id = c.id
                    where $comparisons)
                select array[%s] from r""".formatted(vote, earlier, adjudication, comparison, String.join(", ", fields));
    }

    private static List<String> of(String alias) {
        return ANSWER.stream()
                .map(said -> said.replaceAll("@(?=\\.(?!quote|start))", alias))
                .toList();
    }

    private static String bits(List<String> fields, List<String> some, List<String> more) {
        List<String> bits = new ArrayList<>();
        for (List<String> conditions : List.of(some, more)) {
            for (String condition : conditions) {
                long bit = 1L << fields.size();
                bits.add("case when %s then %d else 0 end".formatted(condition, bit));
                fields.add("min(position) filter (where said & %d <> 0)".formatted(bit));
            }
        }
        return bits.stream().collect(Collectors.joining(" + ", "(", ")::bigint"));
    }

    /** Their positions, in the order of work, inside the transaction that reads the rows. */
    List<Long> positions(RowSql rows) {
        Long[] first = database.sql(rows.filled(FIRST))
                .query((row, n) -> {
                    Array positions = row.getArray(1);
                    return (Long[]) positions.getArray();
                })
                .single();
        return List.copyOf(
                new TreeSet<>(Arrays.stream(first).filter(Objects::nonNull).toList()));
    }
}
