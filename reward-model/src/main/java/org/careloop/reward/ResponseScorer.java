package org.careloop.reward;

import java.io.IOException;
import java.util.List;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.ModelSource;
import org.careloop.run.Response;

/** A reward model that reads texts: it has its own tokenizer and chat format, whichever model wrote the responses. */
public final class ResponseScorer {
    private final RewardModel model;
    private final ResponseEncoder encoder;

    private ResponseScorer(RewardModel model, ResponseEncoder encoder) {
        this.model = model;
        this.encoder = encoder;
    }

    /**
     * Loads what {@code reward} wrote: a whole checkpoint, or the adapter of one over its base.
     *
     * @throws org.careloop.run.BadInput when it is no reward model, or cannot be read
     */
    public static ResponseScorer load(ModelSource source, LoadOptions options) throws IOException {
        RewardModel model = RewardModel.load(source, options);
        return new ResponseScorer(
                model,
                new ResponseEncoder(
                        ChatFormat.load(source.directory(), Tokenizer.load(source.directory())),
                        RewardCheckpoint.facts(source).maxLength()));
    }

    /** A score for each response, after the shift; none depends on the others. */
    public double[] score(List<Response> responses) {
        return model.score(encoded(responses));
    }

    /** What the head reads of each response, {@code [responses][hidden]}. */
    public double[][] features(List<Response> responses) {
        return model.features(encoded(responses));
    }

    private List<int[]> encoded(List<Response> responses) {
        return responses.stream()
                .map(row -> encoder.encode(row.prompt(), row.response()))
                .toList();
    }
}
