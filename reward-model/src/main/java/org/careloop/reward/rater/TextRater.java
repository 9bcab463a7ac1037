package org.careloop.reward.rater;

import java.io.IOException;
import java.util.List;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.Trainee;
import org.careloop.run.ModelSource;
import org.careloop.run.settings.WeightSettings;

/** A rater that reads texts: it has its own tokenizer. For one thread; others have a {@link #twin}. */
public final class TextRater {
    private final ModelSource source;
    private final RaterModel model;
    private final TextEncoder encoder;

    private TextRater(ModelSource source, RaterModel model) throws IOException {
        this.source = source;
        this.model = model;
        encoder =
                TextEncoder.of(Tokenizer.load(source.directory()), model.facts().maxLength());
    }

    /**
     * Loads what {@code rater} wrote: a whole checkpoint, or the adapter of one over its base.
     *
     * @throws org.careloop.run.BadInput when it is no rater, or cannot be read
     */
    public static TextRater load(ModelSource source, WeightSettings weights) throws IOException {
        RaterCheckpoint.facts(source);
        LoadOptions options = LoadOptions.ofFrozen(weights, Trainee.weights(source.directory()));
        return new TextRater(source, RaterModel.load(source, options));
    }

    /** @throws org.careloop.run.BadInput when it is no rater */
    public static void require(ModelSource source) throws IOException {
        RaterCheckpoint.facts(source);
    }

    /** The same over the same weights, for another thread. */
    public TextRater twin() throws IOException {
        return new TextRater(source, model.twin());
    }

    /**
     * What was read, and what it is worth.
     *
     * @param scores of the texts, in their order
     * @param tokens that were read
     * @param cut texts of which the beginning alone was read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Scored(double[] scores, long tokens, long cut) {}

    /**
     * Scores texts; none depends on the others.
     *
     * @param places rows times the longest of them that are forwarded at once
     * @throws org.careloop.run.BadInput when the tokenizer cannot read one
     */
    public Scored score(List<String> texts, long places) {
        List<TextEncoder.Encoded> encoded = texts.stream().map(encoder::encode).toList();
        List<int[]> ids = encoded.stream().map(TextEncoder.Encoded::ids).toList();
        return new Scored(
                model.score(ids, places),
                ids.stream().mapToLong(each -> each.length).sum(),
                encoded.stream().filter(TextEncoder.Encoded::cut).count());
    }
}
