package org.careloop.lm.generate;

/**
 * A sampled continuation.
 *
 * @param tokens the new ids, the stop token or the tokens of the stop text included when there was one
 * @param logProbs of each token under the model itself: temperature 1 and no truncation, whatever the sampling was
 * @param stopped true if it ended at a stop token or stop text, false if at the length limit
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares samples
public record Sample(int[] tokens, float[] logProbs, boolean stopped) {}
