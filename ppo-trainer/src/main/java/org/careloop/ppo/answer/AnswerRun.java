package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.cli.Progress;
import org.careloop.run.settings.AnswerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks every model what it has not answered yet, and makes comparisons of the answers.
 *
 * <pre>
 * answers.jsonl      every answer, appended as it comes
 * comparisons.jsonl  pairs that wait for votes, with the models' names: {@code import} reads it
 * identical.jsonl    pairs of the same text, which count as "same"
 * report.json
 * </pre>
 *
 * @param sources where each model is, by its name, for the report
 */
record AnswerRun(
        Path out,
        List<Question> questions,
        List<AnsweringModel> models,
        Map<String, String> sources,
        AnswerSettings settings,
        Progress progress) {
    static final String ANSWERS = "answers.jsonl";
    static final String COMPARISONS = "comparisons.jsonl";
    static final String IDENTICAL = "identical.jsonl";
    static final String REPORT = "report.json";

    /** Two answers with the same text. A line of {@code identical.jsonl}. */
    record Identical(String id, List<String> models, String response) {}

    /** Answers all that is not answered; returns why prompts are without an answer, by model and prompt. */
    Map<String, Map<String, String>> answer() throws IOException {
        Map<String, Map<String, String>> failures = new LinkedHashMap<>();
        try (AnswerFile file = AnswerFile.open(out.resolve(ANSWERS))) {
            for (AnsweringModel model : models) {
                Map<String, String> failed = new LinkedHashMap<>();
                failures.put(model.name(), failed);
                List<Question> open = questions.stream()
                        .filter(question ->
                                file.find(question.id(), model.name()).isEmpty())
                        .toList();
                model.answer(open, new Sink(file, failed, model.name(), questions.size() - open.size()));
            }
        }
        return failures;
    }

    private final class Sink implements AnsweringModel.Sink {
        private final AnswerFile file;
        private final Map<String, String> failed;
        private final String model;
        private int done;

        Sink(AnswerFile file, Map<String, String> failed, String model, int done) {
            this.file = file;
            this.failed = failed;
            this.model = model;
            this.done = done;
        }

        @Override
        public void answered(Answer answer) throws IOException {
            file.add(answer);
            progress.at(++done, questions.size(), model);
        }

        @Override
        public void failed(Question question, String reason) {
            failed.put(question.id(), reason);
            progress.at(++done, questions.size(), model);
        }
    }

    /**
     * Writes the comparisons and the report.
     *
     * @param rewards judges which pairs are worth a vote; null where that is left to lot
     */
    AnswerReport compare(Map<String, Map<String, String>> failures, @Nullable RewardView rewards) throws IOException {
        List<AnswerPair> different = new ArrayList<>();
        List<Identical> identical = new ArrayList<>();
        List<AnswerReport.OfModel> figures;
        try (AnswerFile file = AnswerFile.open(out.resolve(ANSWERS))) {
            for (AnswerPair pair : pairs(file)) {
                if (pair.isIdentical()) {
                    identical.add(new Identical(
                            pair.question().id(), pair.models(), pair.first().response()));
                } else {
                    different.add(pair);
                }
            }
            figures = models.stream()
                    .map(model -> figures(model, file, failures.getOrDefault(model.name(), Map.of())))
                    .toList();
        }
        List<Comparison> comparisons = comparisons(different, rewards);
        JsonLines.write(out.resolve(COMPARISONS), comparisons);
        JsonLines.write(out.resolve(IDENTICAL), identical);
        AnswerReport report =
                new AnswerReport(questions.size(), figures, comparisons.size(), identical.size(), settings);
        Json.replace(out.resolve(REPORT), report);
        return report;
    }

    private List<AnswerPair> pairs(AnswerFile file) {
        return questions.stream()
                .flatMap(question -> AnswerPair.of(
                        question,
                        models.stream()
                                .map(model -> file.find(question.id(), model.name()))
                                .flatMap(Optional::stream)
                                .toList())
                        .stream())
                .toList();
    }

    private List<Comparison> comparisons(List<AnswerPair> different, @Nullable RewardView rewards) {
        PairChoice choice = new PairChoice(settings.pairs(), settings.run().seed());
        List<AnswerPair> chosen = choice.of(different, ranking(choice, rewards));
        SplittableRandom lot = new SplittableRandom(settings.run().seed());
        boolean one = settings.pairs().pairsPerPrompt() == 1;
        return chosen.stream()
                .map(pair -> pair.comparison(one ? pair.question().id() : idOf(pair), lot))
                .toList();
    }

    private Function<List<AnswerPair>, List<AnswerPair>> ranking(PairChoice choice, @Nullable RewardView rewards) {
        if (rewards == null) {
            return choice::byLot;
        }
        return settings.pairs().choice().equals("information") ? rewards::byInformation : rewards::byDisagreement;
    }

    /** The models are told apart by their places, since a comparison's id may reach an annotator. */
    private String idOf(AnswerPair pair) {
        List<String> names = models.stream().map(AnsweringModel::name).toList();
        return "%s#%d-%d"
                .formatted(
                        pair.question().id(),
                        names.indexOf(pair.first().model()),
                        names.indexOf(pair.second().model()));
    }

    private AnswerReport.OfModel figures(AnsweringModel model, AnswerFile file, Map<String, String> failed) {
        List<Answer> answers = file.all().stream()
                .filter(answer -> answer.model().equals(model.name()))
                .toList();
        return new AnswerReport.OfModel(
                model.name(),
                sources.getOrDefault(model.name(), ""),
                answers.size(),
                answers.stream()
                        .mapToInt(answer -> answer.finish() == Answer.Finish.STOP ? 1 : 0)
                        .average()
                        .orElse(0),
                answers.stream().mapToInt(Answer::tokens).average().orElse(0),
                failed);
    }
}
