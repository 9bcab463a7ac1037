package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/** Asks every model what it has not answered yet, and keeps each answer in {@code answers.jsonl} as it comes. */
final class AnswerRun implements AutoCloseable {
    private final List<Question> questions;
    private final List<AnsweringModel> models;
    private final AnswerSettings settings;
    private final AnswerFile file;
    private final Map<String, Map<String, String>> unanswered = new LinkedHashMap<>();
    private final Map<String, BadInput> silent = new LinkedHashMap<>();

    /** @param answers the file, which may hold what an earlier process wrote */
    AnswerRun(Path answers, List<Question> questions, List<AnsweringModel> models, AnswerSettings settings)
            throws IOException {
        this.questions = questions;
        this.models = models;
        this.settings = settings;
        models.forEach(model -> unanswered.put(model.name(), new LinkedHashMap<>()));
        file = AnswerFile.open(answers);
    }

    /**
     * What is left after so many steps: what none has come to, and then what they left unanswered. A step that was cut off is
     * among it, however much of it is answered, so that a run which goes on has the steps of one that was left alone.
     */
    List<Round> after(long steps) {
        List<Round> all = Round.of(models, questions);
        int come = (int) Math.min(steps, all.size());
        List<Round> left = new ArrayList<>(all.subList(come, all.size()));
        all.subList(0, come).stream()
                .map(this::open)
                .filter(round -> !round.questions().isEmpty())
                .forEach(left::add);
        return left;
    }

    /** What of it is unanswered. */
    private Round open(Round round) {
        return new Round(
                round.model(),
                round.questions().stream()
                        .filter(question -> find(question, round.model()).isEmpty())
                        .toList());
    }

    /** The answers of its model to its questions that are kept. */
    List<Answer> answers(Round round) {
        return round.questions().stream()
                .flatMap(question -> find(question, round.model()).stream())
                .toList();
    }

    /**
     * Asks what is unanswered; returns the new answers. A model that answers nothing is not asked again, and the others are.
     */
    List<Answer> ask(Round round) throws IOException {
        List<Answer> answers = new ArrayList<>();
        String model = round.model().name();
        List<Question> open = open(round).questions();
        if (silent.containsKey(model) || open.isEmpty()) {
            return answers;
        }
        try {
            round.model().answer(open, new Sink(answers, failures(model)));
        } catch (BadInput e) {
            giveUp(round, e);
        }
        return answers;
    }

    /** A model that has answered some prompts leaves these out; one that never answered is not asked again. */
    private void giveUp(Round round, BadInput reason) {
        String model = round.model().name();
        if (answers(round.model()).isEmpty()) {
            silent.put(model, reason);
            return;
        }
        round.questions().stream()
                .filter(question -> find(question, round.model()).isEmpty())
                .forEach(question -> failures(model)
                        .putIfAbsent(question.id(), reason.phrase().english()));
    }

    private Map<String, String> failures(String model) {
        return unanswered.computeIfAbsent(model, name -> new LinkedHashMap<>());
    }

    private final class Sink implements AnsweringModel.Sink {
        private final List<Answer> answers;
        private final Map<String, String> failed;

        Sink(List<Answer> answers, Map<String, String> failed) {
            this.answers = answers;
            this.failed = failed;
        }

        @Override
        public void answered(Answer answer) throws IOException {
            if (VisibleText.isBlank(answer.response())) {
                failed.put(answer.id(), "the answer is empty");
                return;
            }
            file.add(answer);
            answers.add(answer);
        }

        @Override
        public void failed(Question question, String reason) {
            failed.put(question.id(), reason);
        }
    }

    /** How many answers there are of each model. */
    Map<String, Integer> answered() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        models.forEach(model -> counts.put(model.name(), answers(model).size()));
        return counts;
    }

    /** How many prompts were asked and not answered. */
    int failed() {
        return unanswered.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * Insists that every model has answered every prompt.
     *
     * @param leaveOut whether prompts without an answer may be left out; a model without any is refused all the same
     * @throws BadInput naming the model, how many prompts it has not answered, and why
     */
    void requireAnswers(boolean leaveOut) {
        silent.values().stream().findFirst().ifPresent(reason -> {
            throw reason;
        });
        unanswered.forEach((model, failed) -> {
            if (failed.size() == questions.size()) {
                throw BadInput.coded(
                        "answers.nothing",
                        "model \"%s\" answered none of the %d prompts (%s); mend it, or compare with another one"
                                .formatted(model, failed.size(), first(failed)),
                        model,
                        failed.size(),
                        first(failed));
            }
            if (!failed.isEmpty() && !leaveOut) {
                throw BadInput.coded(
                        "answers.unanswered",
                        "%d prompts have no answer from \"%s\" (%s). What was answered is kept: start the run again to ask for the rest, or let it leave them out"
                                .formatted(failed.size(), model, first(failed)),
                        failed.size(),
                        model,
                        first(failed));
            }
        });
    }

    private static String first(Map<String, String> failed) {
        Map.Entry<String, String> first = failed.entrySet().iterator().next();
        return first.getKey() + ": " + first.getValue();
    }

    /** Pairs of answers by which the models are compared. */
    AnswerPairs pairs(@Nullable RewardView rewards) {
        List<AnswerPair> all = questions.stream()
                .flatMap(question -> AnswerPair.of(
                        question,
                        models.stream()
                                .map(model -> find(question, model))
                                .flatMap(Optional::stream)
                                .toList())
                        .stream())
                .toList();
        return AnswerPairs.choose(all, models.stream().map(AnsweringModel::name).toList(), settings, rewards);
    }

    /**
     * What the run did.
     *
     * @param sources where each model is, by its name
     * @param pairs empty where none are made yet
     */
    AnswerReport report(Map<String, String> sources, Optional<AnswerPairs> pairs) {
        return new AnswerReport(
                questions.size(),
                models.stream()
                        .map(model -> figures(model, sources.getOrDefault(model.name(), "")))
                        .toList(),
                pairs.map(made -> made.comparisons().size()).orElse(0),
                pairs.map(made -> made.identical().size()).orElse(0),
                settings);
    }

    private AnswerReport.OfModel figures(AnsweringModel model, String source) {
        List<Answer> answers = answers(model);
        return new AnswerReport.OfModel(
                model.name(),
                source,
                answers.size(),
                answers.stream().mapToInt(Answer::ended).average().orElse(0),
                answers.stream().mapToInt(Answer::tokens).average().orElse(0),
                failures(model.name()));
    }

    private List<Answer> answers(AnsweringModel model) {
        return file.all().stream()
                .filter(answer -> answer.model().equals(model.name()))
                .toList();
    }

    private Optional<Answer> find(Question question, AnsweringModel model) {
        return file.find(question.id(), model.name());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
