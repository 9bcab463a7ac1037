package org.careloop.lm.generate;

import java.io.PrintWriter;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.Response;
import org.careloop.run.settings.GenerateSettings;
import org.jspecify.annotations.Nullable;

/** Answers prompts in batches of the size that the settings give. */
final class Answerer {
    private final GenerateSettings settings;
    private final Tokenizer tokenizer;
    private final StopTexts stopTexts;
    private final Sampler sampler;
    private final @Nullable PrintWriter screen;

    /** @param screen where each answer is written token by token, one prompt at a time; null to answer in batches */
    Answerer(
            LanguageModel model,
            GenerateSettings settings,
            List<Integer> stopIds,
            Tokenizer tokenizer,
            @Nullable PrintWriter screen) {
        this.settings = settings;
        this.tokenizer = tokenizer;
        this.screen = screen;
        stopTexts = new StopTexts(settings.sampling().stop(), ids -> tokenizer.decode(ids, true));
        sampler = new Sampler(model, Sampling.of(settings.sampling(), stopIds)).stoppingAt(stopTexts);
    }

    void answer(List<GenerationInput> asked, ResponseRows rows, Throughput throughput) {
        int batchSize = screen == null ? settings.run().batchSize() : 1;
        for (int at = 0; at < asked.size(); at += batchSize) {
            List<GenerationInput> batch = asked.subList(at, Math.min(at + batchSize, asked.size()));
            List<Sample> samples = sampler.listeningTo(listener(throughput))
                    .sample(
                            batch.stream().map(GenerationInput::ids).toList(),
                            settings.run().seed() + at);
            for (int i = 0; i < batch.size(); i++) {
                rows.add(response(batch.get(i), samples.get(i)));
            }
            throughput.answered(batch.size());
        }
    }

    private Sampler.Listener listener(Throughput throughput) {
        PrintWriter out = screen;
        if (out == null) {
            return (prompt, id) -> throughput.token();
        }
        out.println();
        TextStream text = new TextStream(ids -> tokenizer.decode(ids, true));
        return (prompt, id) -> {
            throughput.silentToken();
            out.print(text.add(id));
            out.flush();
        };
    }

    private Response response(GenerationInput input, Sample sample) {
        return new Response(
                input.id(),
                input.prompt(),
                stopTexts.cut(tokenizer.decode(sample.tokens(), true)),
                ResponseRows.ids(input.ids()),
                ResponseRows.ids(sample.tokens()),
                ResponseRows.numbers(sample.logProbs()),
                null);
    }
}
