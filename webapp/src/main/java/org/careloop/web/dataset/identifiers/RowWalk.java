package org.careloop.web.dataset.identifiers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.run.Vote.ResponseFlag;
import org.careloop.web.dataset.layout.ImportedRow;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the texts of a row that people or models wrote, always in the same order, and makes the row anew of what comes back:
 * question and system message, answers, reasons, notes, corrections, quotes.
 *
 * @param texts takes a field's name and text, and gives the text
 * @param flags takes a flag, and gives it
 */
record RowWalk(BinaryOperator<String> texts, UnaryOperator<ResponseFlag> flags) {

    ImportedRow through(ImportedRow row) {
        List<Message> prompt = new ArrayList<>();
        for (int i = 0; i < row.prompt().size(); i++) {
            Message turn = row.prompt().get(i);
            String field = row.prompt().size() == 1 ? "prompt" : "prompt[" + i + "]";
            prompt.add(new Message(turn.role(), texts.apply(field, turn.content())));
        }
        List<String> responses = new ArrayList<>();
        for (int i = 0; i < row.responses().size(); i++) {
            responses.add(texts.apply(row.fieldOf(i), row.responses().get(i)));
        }
        List<Vote> votes = row.votes().stream().map(this::vote).toList();
        List<Adjudication> said =
                row.facts().adjudications().stream().map(this::adjudication).toList();
        return row.withTexts(prompt, responses, votes, said);
    }

    private Vote vote(Vote vote) {
        Map<Integer, String> corrections = new TreeMap<>();
        vote.corrections().forEach((response, text) -> corrections.put(response, texts.apply("corrections", text)));
        return new Vote(
                vote.annotator(),
                vote.verdict(),
                vote.strength(),
                vote.weight(),
                vote.ranking(),
                text("rationale", vote.rationale()),
                vote.criteria(),
                vote.flags().stream().map(flags).toList(),
                corrections,
                vote.revision(),
                vote.reason(),
                text("note", vote.note()),
                vote.activeMs(),
                vote.designVersion(),
                vote.judgedAt(),
                vote.history().stream().map(this::vote).toList());
    }

    private Adjudication adjudication(Adjudication said) {
        return said.withRationale(text("rationale", said.rationale()));
    }

    private @Nullable String text(String field, @Nullable String text) {
        return text == null ? null : texts.apply(field, text);
    }
}
