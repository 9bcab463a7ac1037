package org.careloop.lm.pretrain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.text.TextTokens;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.corpus.Corpus;
import org.careloop.run.corpus.CorpusFile;
import org.careloop.run.corpus.HeldOut;
import org.careloop.run.mixture.Mixture;
import org.careloop.run.mixture.MixturePlan;
import org.careloop.run.mixture.Source;
import org.careloop.run.settings.PretrainSettings;

/**
 * What a run reads: the packed sequences to learn from, and the texts to evaluate on.
 *
 * @param length of a sequence
 * @param sampled of each stream of the plan
 * @param expected tokens of the whole run, about, where the mixture does not say it
 */
record PretrainData(Packing packing, int length, List<Source.Stream> streams, List<SampledTexts> sampled, long expected)
        implements AutoCloseable {

    /**
     * Opens the files of a run at their beginning.
     *
     * @param positions that the model has
     * @throws BadInput when a file was changed since the run was made, or there is nothing to learn from
     */
    static PretrainData open(RunDirectory run, Tokenizer tokenizer, int positions, PretrainSettings settings)
            throws IOException {
        MixturePlan plan = Mixture.read(run.mixture()).plan();
        Map<String, List<CorpusFile>> files = Corpus.verified(run.texts());
        TextTokens tokens = new TextTokens(tokenizer);
        HeldOut rule = new HeldOut(settings.evaluation().evaluationShare());
        List<SourceReader> readers = new ArrayList<>();
        List<SampledTexts> sampled = new ArrayList<>();
        List<Double> available = new ArrayList<>();
        QualityFloors floors =
                QualityFloors.of(run, plan.streams(), files, () -> new QualityVolume(tokens, rule, settings.texts()));
        for (Source.Stream stream : plan.streams()) {
            List<CorpusFile> own = Objects.requireNonNullElse(files.get(stream.label()), List.of());
            readers.add(new SourceReader(stream, own, tokens, rule, floors.of(stream), settings.texts()));
            SampledTexts sample = SampledTexts.of(stream.label(), own, tokens, rule, floors.of(stream), settings);
            sampled.add(sample);
            available.add(sample.expected() * stream.passes());
        }
        int length = Math.min(positions, settings.run().sequenceLength());
        MixedTokens mixed = new MixedTokens(plan, readers, settings.texts().usedUp());
        boolean goesOn = settings.texts().usedUp() == PretrainSettings.UsedUp.GO_ON;
        PretrainData data = new PretrainData(
                new Packing(mixed, length), length, plan.streams(), sampled, plan.expected(available, goesOn));
        data.refuseNothing(run);
        return data;
    }

    private void refuseNothing(RunDirectory run) throws IOException {
        if (!packing.hasMore()) {
            throw BadInput.in(
                    run.texts(),
                    Phrase.of(
                            "texts.empty",
                            "nothing to learn from: the texts of these files are empty, or all of them are held out;"
                                    + " give more text, or lower evaluationShare"));
        }
    }

    /** Steps of the whole run, about; it ends when its texts do. */
    long expectedSteps(int batchSize) {
        return Math.max(1, Math.ceilDiv(expected, (long) length * batchSize));
    }

    /** Rows of the held-out texts of a stream. */
    List<PackedSequence> heldOut(int stream) {
        return sampled.get(stream).heldOut().stream()
                .flatMap(ids -> PackedSequence.ofText(ids, length).stream())
                .toList();
    }

    boolean isHeldOut() {
        return sampled.stream().anyMatch(sample -> !sample.heldOut().isEmpty());
    }

    /** Of each stream that has one, the beginning of a text. */
    List<int[]> examples() {
        return sampled.stream()
                .map(sample -> sample.heldOut().isEmpty()
                        ? sample.first()
                        : sample.heldOut().getFirst())
                .filter(ids -> ids.length >= 2)
                .toList();
    }

    @Override
    public void close() throws IOException {
        packing.close();
    }
}
