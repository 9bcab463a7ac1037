package org.careloop.ppo.policy;

import java.util.List;

/** Scores responses: one number for each sequence of prompt and response ids, independent of the rest of the batch. */
@FunctionalInterface
public interface Scorer {
    double[] score(List<int[]> sequences);
}
