package org.careloop.lm.cleaning.duplicates;

/**
 * A text for the search of near duplicates.
 *
 * @param minHash one byte a component
 * @param runs hashes of its different runs of words, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // made once and compared once
public record Signature(byte[] minHash, int[] runs) {}
