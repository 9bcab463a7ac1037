package org.careloop.lm.generate;

/**
 * A sampled continuation.
 *
 * @param tokens the new ids, the stop token or the tokens of the stop text included when there was one
 * @param logProbs of each token under the model itself: temperature 1, nothing cut off, whatever it was drawn with
 * @param stopped whether it ended at a stop token or text rather than at a limit of length
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares samples
public record Sample(int[] tokens, float[] logProbs, boolean stopped) {}
