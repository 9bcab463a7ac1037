package org.careloop.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.text.WholeText;

/**
 * The comparisons of a file as every trainer reads them. The rules of an import into a study hold here too, and a ranking is
 * learnt from as the pairs of its responses.
 */
public final class ComparisonFile {
    private final Path file;
    private final Map<String, Long> lines = new HashMap<>();
    private final List<Comparison> pairs = new ArrayList<>();

    private ComparisonFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file into memory.
     *
     * @return comparisons of two responses; a ranking as {@link Comparison#pairs}
     * @throws BadInput at the first line that does not fit: an id that stands twice, an annotator who votes twice on one
     *     comparison, a character that is none; or when there is no line at all
     */
    public static List<Comparison> pairs(Path file) throws IOException {
        ComparisonFile read = new ComparisonFile(file);
        JsonLines.forEachLine(file, Comparison.class, read::take);
        if (read.lines.isEmpty()) {
            throw BadInput.in(file, JsonLines.NO_ROWS);
        }
        return read.pairs;
    }

    private void take(long line, Comparison row) {
        Long before = lines.putIfAbsent(row.id(), line);
        if (before != null) {
            throw refused(
                    line,
                    "file.id-twice",
                    "id \"%s\" stands already in line %s; give each comparison an id of its own, or its votes count double",
                    row.id(),
                    Long.toString(before));
        }
        Set<String> voted = new HashSet<>();
        for (Vote vote : row.votes()) {
            if (!voted.add(vote.annotator())) {
                throw refused(
                        line,
                        "file.votes-twice",
                        "annotator \"%s\" votes twice on one comparison; keep one of the votes",
                        vote.annotator());
            }
        }
        row.prompt().forEach(message -> check(line, "prompt", message.content()));
        row.allResponses().forEach(text -> check(line, "responses", text));
        pairs.addAll(row.pairs());
    }

    private void check(long line, String field, String text) {
        WholeText.firstBad(text).ifPresent(at -> {
            throw refused(
                    line,
                    "file.no-text",
                    "field \"%s\" holds %s at character %s, which is no text; remove it",
                    field,
                    "U+%04X".formatted((int) text.charAt(at)),
                    Integer.toString(at + 1));
        });
    }

    private BadInput refused(long line, String code, String english, Object... given) {
        return BadInput.at(file, line, Phrase.of(code, english.formatted(given), given));
    }
}
