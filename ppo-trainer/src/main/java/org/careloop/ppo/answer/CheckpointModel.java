package org.careloop.ppo.answer;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.careloop.lm.generate.Sample;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.generate.StopTexts;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.BaseModel;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.settings.AnswerSettings;

/** A checkpoint that answers in this process, several prompts side by side. Its weights are loaded when they are needed. */
final class CheckpointModel implements AnsweringModel {
    private final String name;
    private final BaseModel base;
    private final AnswerSettings settings;
    private final InstantSource clock;

    CheckpointModel(String name, ModelSource source, AnswerSettings settings, InstantSource clock) throws IOException {
        this.name = name;
        this.base = BaseModel.of(source);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void answer(List<Question> questions, Sink sink) throws IOException {
        if (questions.isEmpty()) {
            return;
        }
        LanguageModel model = LanguageModel.load(base.source(), LoadOptions.of(settings.weights()));
        try {
            StopTexts stops = new StopTexts(
                    settings.sampling().stop(), ids -> base.tokenizer().decode(ids, true));
            Sampler sampler = new Sampler(
                            model,
                            Sampling.of(settings.sampling(), base.format().stopIds()))
                    .stoppingAt(stops);
            int size = settings.run().batchSize();
            for (int at = 0; at < questions.size(); at += size) {
                answerBatch(
                        questions.subList(at, Math.min(at + size, questions.size())),
                        model.config().maxPositions(),
                        sampler,
                        stops,
                        sink);
            }
        } finally {
            model.parameters().values().forEach(Tensor::close);
        }
    }

    private void answerBatch(List<Question> batch, int positions, Sampler sampler, StopTexts stops, Sink sink)
            throws IOException {
        List<int[]> ids = batch.stream()
                .map(question -> fitting(question, base.format().prompt(question.prompt()), positions))
                .toList();
        long[] seeds = batch.stream().mapToLong(Question::seed).toArray();
        List<Sample> samples = sampler.sample(ids, seeds);
        for (int i = 0; i < batch.size(); i++) {
            Sample sample = samples.get(i);
            sink.answered(new Answer(
                    batch.get(i).id(),
                    name,
                    stops.cut(base.tokenizer().decode(sample.tokens(), true)),
                    sample.stopped() ? Answer.Finish.STOP : Answer.Finish.LENGTH,
                    sample.tokens().length,
                    settings.drawn(),
                    seeds[i],
                    clock.instant()));
        }
    }

    private int[] fitting(Question question, int[] ids, int positions) {
        if (ids.length >= positions) {
            throw BadInput.coded(
                    "answers.prompt-long",
                    "prompt \"%s\" has %d tokens; model \"%s\" reads %d and needs room to answer: shorten it or leave it out"
                            .formatted(question.id(), ids.length, name, positions),
                    question.id(),
                    ids.length,
                    name,
                    positions);
        }
        return ids;
    }

    @Override
    public void close() {
        // Weights live no longer than answer(), so that two checkpoints are never in memory at once.
    }
}
