package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/** Answers to one question that a file puts in an order, without saying who ordered them. */
final class RankedAnswers {
    private final String field;
    private final List<Answer> answers = new ArrayList<>();

    /** @param goodness the higher, the better */
    private record Answer(String text, @Nullable String model, double goodness) {}

    /** @param field that holds the answers */
    RankedAnswers(String field) {
        this.field = field;
    }

    void add(String text, @Nullable String model, double goodness) {
        answers.add(new Answer(text, model, goodness));
    }

    /**
     * The comparison of them, in the order of the file.
     *
     * @param firstSix of more than a comparison holds, the best are taken, of equally good ones those that stand first
     */
    ImportedRow compared(@Nullable String id, List<Message> prompt, boolean firstSix) {
        List<Answer> taken = firstSix && answers.size() > Comparison.MOST_RESPONSES ? best() : answers;
        if (taken.size() > Comparison.MOST_RESPONSES) {
            throw Ranks.tooMany(field, taken.size());
        }
        Ranks.checkCount(field, taken.size());
        return ImportedRow.compared(
                id,
                prompt,
                taken.stream().map(Answer::text).toList(),
                models(taken),
                ImportedRow.Facts.NONE,
                List.of(Ranks.vote(
                        ImportedRow.UNNAMED,
                        Ranks.of(taken.stream().map(Answer::goodness).toList()))));
    }

    private static List<@Nullable String> models(List<Answer> taken) {
        List<@Nullable String> models = new ArrayList<>();
        taken.forEach(answer -> models.add(answer.model()));
        return models;
    }

    private List<Answer> best() {
        return Ranks.best(answers.stream().map(Answer::goodness).toList()).stream()
                .map(answers::get)
                .toList();
    }
}
