package org.careloop.lm.cleaning.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.cleaning.words.Words;
import org.careloop.run.benchmark.Question;

/**
 * A question of a benchmark with the words of its parts.
 *
 * @param asked all texts that a reader sees: the question, its options, what stands before it
 * @param options without those that are an answer by themselves, such as {@code yes}
 */
record ExamQuestion(String name, Words text, List<Words> asked, List<Words> options) {

    /** @param benchmark by which the question is named */
    static ExamQuestion of(String benchmark, Question question) {
        List<Words> options = new ArrayList<>();
        question.options().forEach((letter, option) -> {
            if (!letter.equals(option)) {
                options.add(Words.of(option));
            }
        });
        List<Words> asked = new ArrayList<>(options);
        Words text = Words.of(question.text());
        asked.addFirst(text);
        if (!question.context().isEmpty()) {
            asked.add(Words.of(question.context()));
        }
        return new ExamQuestion(benchmark + ", question " + question.id(), text, asked, options);
    }
}
