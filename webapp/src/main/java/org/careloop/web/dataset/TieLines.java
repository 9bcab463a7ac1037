package org.careloop.web.dataset;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/** {@code ties.jsonl}: the votes that prefer neither response, which rows of chosen and rejected cannot say. */
final class TieLines implements ExportPart {

    @Override
    public String name() {
        return "ties";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public int write(Comparison comparison, Writer out) throws IOException {
        int rows = 0;
        for (Vote vote : comparison.votes()) {
            if (!vote.verdict().isDecisive()) {
                out.write(Json.MAPPER.writeValueAsString(row(comparison, vote)));
                out.write('\n');
                rows++;
            }
        }
        return rows;
    }

    private record Row(List<Message> prompt, String a, String b, Verdict verdict, String id, String annotator) {}

    private static Row row(Comparison comparison, Vote vote) {
        return new Row(
                comparison.prompt(), comparison.a(), comparison.b(), vote.verdict(), comparison.id(), vote.annotator());
    }
}
