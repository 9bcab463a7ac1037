package org.careloop.web.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Vote;

/**
 * {@code votes.csv}: a line for each vote, and one for a comparison without any. It begins with a byte order mark, by
 * which spreadsheets know UTF-8; no cell is a formula.
 */
final class CsvLines implements ExportPart {
    private static final String[] HEADER = {
        "id", "language", "tags", "prompt", "a", "b", "annotator", "verdict", "strength", "weight"
    };

    @Override
    public String name() {
        return "votes";
    }

    @Override
    public String ending() {
        return ".csv";
    }

    @Override
    public void begin(Writer out) throws IOException {
        out.write('\uFEFF');
        writer(out).writeRecord(HEADER);
    }

    @Override
    public int write(Comparison comparison, Writer out) {
        if (comparison.votes().isEmpty()) {
            line(out, comparison, "", "", "", "");
            return 0;
        }
        for (Vote vote : comparison.votes()) {
            line(
                    out,
                    comparison,
                    vote.annotator(),
                    vote.verdict().name(),
                    String.valueOf(vote.strength()),
                    String.valueOf(vote.weight()));
        }
        return comparison.votes().size();
    }

    private static void line(Writer out, Comparison comparison, String... vote) {
        Stream<String> texts = Stream.of(
                comparison.id(),
                Objects.requireNonNullElse(comparison.language(), ""),
                String.join("; ", comparison.tags()),
                prompt(comparison.prompt()),
                comparison.a(),
                comparison.b());
        writer(out)
                .writeRecord(Stream.concat(texts, Stream.of(vote))
                        .map(SpreadsheetText::defuse)
                        .toArray(String[]::new));
    }

    /** Without a buffer of its own: the writer below has one. */
    private static CsvWriter writer(Writer out) {
        return CsvWriter.builder().bufferSize(0).build(out);
    }

    /** One question as its text; a conversation as JSON, which the import reads back. */
    private static String prompt(List<Message> prompt) {
        Message first = prompt.getFirst();
        boolean plain = prompt.size() == 1
                && first.role() == Message.Role.USER
                && !first.content().startsWith("[{");
        return plain ? first.content() : Json.MAPPER.writeValueAsString(prompt);
    }
}
