package org.careloop.ppo.answer;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
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
import org.careloop.run.settings.AskingSettings;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that answers in this process, several prompts side by side. Its weights are loaded with the first question and
 * freed by {@link #close}, so that two checkpoints need not be in memory at once.
 */
final class CheckpointModel implements AnsweringModel {
    private final String name;
    private final BaseModel base;
    private final AskingSettings settings;
    private final InstantSource clock;
    private @Nullable Loaded loaded;

    CheckpointModel(String name, ModelSource source, AskingSettings settings, InstantSource clock) throws IOException {
        this.name = name;
        this.base = BaseModel.of(source);
        this.settings = settings;
        this.clock = clock;
    }

    private record Loaded(LanguageModel model, Sampler sampler, StopTexts stops) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public int atOnce() {
        return settings.run().batchSize();
    }

    @Override
    public void check(List<Question> questions) throws IOException {
        int positions = ModelConfig.read(base.directory()).maxPositions();
        questions.forEach(question -> requireFit(question, ids(question), positions));
    }

    @Override
    public void answer(List<Question> questions, Sink sink) throws IOException {
        if (questions.isEmpty()) {
            return;
        }
        Loaded now = loaded();
        long[] seeds = questions.stream().mapToLong(Question::seed).toArray();
        List<Sample> samples =
                now.sampler.sample(questions.stream().map(this::ids).toList(), seeds);
        for (int i = 0; i < questions.size(); i++) {
            Sample sample = samples.get(i);
            sink.answered(new Answer(
                    questions.get(i).id(),
                    name,
                    now.stops.cut(base.tokenizer().decode(sample.tokens(), true)),
                    sample.stopped() ? Answer.Finish.STOP : Answer.Finish.LENGTH,
                    sample.tokens().length,
                    settings.drawn(),
                    seeds[i],
                    clock.instant()));
        }
    }

    private Loaded loaded() throws IOException {
        Loaded now = loaded;
        if (now == null) {
            LanguageModel model = LanguageModel.load(base.source(), LoadOptions.of(settings.weights()));
            StopTexts stops = new StopTexts(
                    settings.sampling().stop(), ids -> base.tokenizer().decode(ids, true));
            Sampler sampler = new Sampler(
                            model,
                            Sampling.of(settings.sampling(), base.format().stopIds()))
                    .stoppingAt(stops);
            now = new Loaded(model, sampler, stops);
            loaded = now;
        }
        return now;
    }

    private int[] ids(Question question) {
        return base.format().prompt(question.prompt());
    }

    private void requireFit(Question question, int[] ids, int positions) {
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
    }

    @Override
    public void close() {
        Loaded now = loaded;
        if (now != null) {
            now.model.parameters().values().forEach(Tensor::close);
            loaded = null;
        }
    }
}
