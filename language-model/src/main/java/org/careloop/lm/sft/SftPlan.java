package org.careloop.lm.sft;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Which examples each optimiser step reads. It follows from data and settings, so that a resumed run goes on with the same ones. */
interface SftPlan extends AutoCloseable {
    /** Steps of all epochs. */
    long size();

    /** The examples of a step, counted from 1; something is learnt from each. */
    List<SftExample> step(long number) throws IOException;

    /** Figures of a step's data. */
    default Map<String, Double> figures(long number) throws IOException {
        return Map.of();
    }

    @Override
    default void close() throws IOException {}
}
