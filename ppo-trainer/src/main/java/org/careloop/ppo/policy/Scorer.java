package org.careloop.ppo.policy;

import java.util.List;

/** What judges responses: one number for each sequence of prompt and response ids, independent of the others beside it. */
@FunctionalInterface
public interface Scorer {
    double[] score(List<int[]> sequences);
}
