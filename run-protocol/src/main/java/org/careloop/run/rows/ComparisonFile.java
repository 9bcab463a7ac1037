package org.careloop.run.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Vote;

/**
 * The comparisons of a file as every trainer reads them. The rules of an import into a study hold here too, and a ranking is
 * learnt from as the pairs of its responses.
 */
public final class ComparisonFile {
    private ComparisonFile() {}

    /**
     * Reads a file into memory.
     *
     * @return comparisons of two responses; a ranking as {@link Comparison#pairs}
     * @throws BadInput at the first line that does not fit: an id that stands twice, an annotator who votes twice on one
     *     comparison, an empty question, a character that is none; or when there is no line at all
     */
    public static List<Comparison> pairs(Path file) throws IOException {
        RowRules rules = new RowRules(file);
        List<Comparison> pairs = new ArrayList<>();
        JsonLines.forEachLine(file, Comparison.class, (line, row) -> {
            check(rules, line, row);
            pairs.addAll(row.pairs());
        });
        rules.end();
        return pairs;
    }

    private static void check(RowRules rules, long line, Comparison row) {
        rules.id(
                line,
                row.id(),
                "file.id-twice",
                "id \"%s\" stands already in line %s; give each comparison an id of its own, or its votes count double");
        Set<String> voted = new HashSet<>();
        for (Vote vote : row.votes()) {
            if (!voted.add(vote.annotator())) {
                throw rules.refused(
                        line,
                        "file.votes-twice",
                        "annotator \"%s\" votes twice on one comparison; keep one of the votes",
                        vote.annotator());
            }
        }
        rules.question(line, row.prompt());
        row.allResponses().forEach(text -> rules.text(line, "responses", text));
    }
}
