package org.careloop.lm.pretrain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * What a run learnt from: {@code model/texts.json}.
 *
 * @param tokens of all texts that were given out, the end of each included
 * @param learnt of these, all but the first of each text
 * @param sequences into which they were packed
 * @param places of these sequences, those that repeat a token and those left empty included
 * @param sources each, or each language of it
 */
public record PretrainReport(long tokens, long learnt, long sequences, long places, List<OfSource> sources) {
    static final String FILE = "texts.json";

    /**
     * One source, or one language of it.
     *
     * @param texts that were learnt from, each as often as it was read; the last one perhaps in part
     * @param tokens of these
     * @param share of all tokens
     * @param plannedShare what the mixture asked for, over the same tokens
     * @param passes that were begun
     * @param passesAllowed how often it may be read
     * @param usedUp whether it was read as often as that
     * @param heldOut texts passed over because they are held out
     * @param blank texts passed over because nothing is in them
     * @param unreadable rows left out
     * @param belowQuality texts passed over because of their quality, in every pass
     * @param qualityFrom lowest quality that was kept; null where all texts were
     * @param heldOutLoss of a token of held-out texts at the end, nats; null where none was measured
     * @param perplexity of these; null where none was measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfSource(
            String source,
            @Nullable String language,
            long texts,
            long tokens,
            double share,
            double plannedShare,
            int passes,
            int passesAllowed,
            boolean usedUp,
            long heldOut,
            long blank,
            long unreadable,
            long belowQuality,
            @Nullable Double qualityFrom,
            @Nullable Double heldOutLoss,
            @Nullable Double perplexity) {

        String label() {
            return language == null ? source : source + "/" + language;
        }
    }

    static PretrainReport of(Packing packing, MetricLog.Line last) {
        MixedTokens mixed = packing.mixed();
        Packing.Totals totals = packing.totals();
        List<OfSource> sources = new ArrayList<>();
        for (int i = 0; i < mixed.readers().size(); i++) {
            sources.add(ofSource(mixed, i, last.values()));
        }
        return new PretrainReport(mixed.total(), totals.learnt(), totals.sequences(), totals.places(), sources);
    }

    private static OfSource ofSource(MixedTokens mixed, int i, Map<String, Double> figures) {
        SourceReader reader = mixed.readers().get(i);
        TextCounts counts = reader.counts();
        double total = Math.max(1, mixed.total());
        boolean alone = mixed.readers().size() == 1;
        String of = reader.label();
        return new OfSource(
                reader.stream().source(),
                reader.stream().language(),
                counts.texts(),
                counts.tokens(),
                counts.tokens() / total,
                mixed.due(i) / total,
                reader.passes(),
                reader.stream().passes(),
                reader.isUsedUp(),
                counts.heldOut(),
                counts.blank(),
                counts.unreadable(),
                counts.belowQuality(),
                reader.floor().from(),
                figures.get(alone ? Metrics.HELD_OUT_LOSS : Metrics.ofSource(Metrics.HELD_OUT_LOSS, of)),
                figures.get(alone ? Metrics.PERPLEXITY : Metrics.ofSource(Metrics.PERPLEXITY, of)));
    }

    /** Adds what was read so far to the figures of a step. */
    static void addTo(Map<String, Double> metrics, MixedTokens mixed) {
        double total = mixed.total();
        metrics.put(Metrics.TOKENS_SEEN, total);
        if (mixed.readers().size() > 1) {
            mixed.readers()
                    .forEach(reader -> metrics.put(
                            Metrics.share(reader.label()), reader.counts().tokens() / total));
        }
    }

    void write(Path directory) throws IOException {
        Json.replace(directory.resolve(FILE), this);
    }
}
