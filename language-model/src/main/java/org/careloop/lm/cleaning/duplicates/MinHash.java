package org.careloop.lm.cleaning.duplicates;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import org.careloop.lm.cleaning.words.Words;

/**
 * Signatures of texts by which their similarity is estimated: SuperMinHash (Ertl 2017) of the runs of their words, one byte a
 * component. The share of equal components is the Jaccard similarity of the two sets of runs, on average.
 */
public final class MinHash {
    private final SimilarityHashPolicy policy;
    private final int run;

    /** @param run words of a run */
    public MinHash(double similarity, int run) {
        policy = SimilarityHashing.superMinHash(Bands.of(similarity).components(), Byte.SIZE);
        this.run = run;
    }

    /** The signature of a text with at least one word. */
    public Signature of(Words words) {
        long[] runs = words.runs(run);
        byte[] components = policy.createHasher().compute(ElementHashProvider.ofValues(runs));
        return new Signature(components, RunsOfTexts.of(runs));
    }
}
