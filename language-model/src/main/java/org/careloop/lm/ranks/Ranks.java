package org.careloop.lm.ranks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Phrase;

/**
 * The processes that train one model, seen from one of them. All hold the same weights and the same optimiser and do
 * every step together. A step's batch is that of one process, of which each learns its share; the losses are divided by
 * figures of the whole batch, so that the sum of all gradients is the gradient of the whole, however many processes there
 * are and whether or not the batch divides by them. Every process has to call the methods that exchange something in the
 * same order. Rank 0 writes; the others compute.
 *
 * <pre>{@code
 * for (List<Row> part : MicroBatches.of(ranks.share(batch, Row::length), Row::length, places)) { ... backward }
 * ranks.sumGradients(parameters);
 * double loss = ranks.sum(lossOfMyShare)[0];
 * }</pre>
 */
public interface Ranks extends AutoCloseable {
    /** A process that trains alone. */
    Ranks ALONE = new Alone();

    /** The number of this process, from 0. */
    int rank();

    /** How many there are. */
    int size();

    /** Whether this is the process that writes. */
    default boolean isFirst() {
        return rank() == 0;
    }

    /** Adds up numbers of all processes, place by place. */
    double[] sum(double... own);

    /** Replaces the gradients of parameters by their sums over all processes; where only others have one, it comes to be. */
    void sumGradients(List<Tensor> parameters);

    /** The rows of all processes, those of rank 0 first. */
    List<double[]> gather(List<double[]> own);

    /** The texts of all processes, by rank. */
    List<String> gather(String own);

    /** Calls this once another process is lost and this one is about to be ended for it. */
    void onLoss(Consumer<Phrase> write);

    /** Tells the others that this process ends, and why. They end too. */
    void fail(Phrase why);

    /** Waits until all are done, and parts. Not to be called by a process that failed. */
    @Override
    void close();

    /** Waits until all have come so far. */
    default void meet() {
        sum(0);
    }

    /** What rank 0 says. */
    default long ofFirst(long own) {
        return (long) sum(isFirst() ? own : 0)[0];
    }

    /**
     * This process's share of items: the longest first, each to whoever has least so far, so that all have about as much to
     * do. The others find their shares in the same way.
     */
    default <T> List<T> share(List<T> items, ToLongFunction<? super T> cost) {
        if (size() == 1) {
            return items;
        }
        List<T> longestFirst = new ArrayList<>(items);
        longestFirst.sort(Comparator.comparingLong(cost).reversed());
        long[] loads = new long[size()];
        List<T> own = new ArrayList<>();
        for (T item : longestFirst) {
            int least = leastLoaded(loads);
            loads[least] += cost.applyAsLong(item);
            if (least == rank()) {
                own.add(item);
            }
        }
        return own;
    }

    private static int leastLoaded(long[] loads) {
        int least = 0;
        for (int rank = 1; rank < loads.length; rank++) {
            if (loads[rank] < loads[least]) {
                least = rank;
            }
        }
        return least;
    }

    /** This process's part of a row of items: those from {@link Part#from} to before {@link Part#to}, in order. */
    default Part part(int count) {
        return new Part((int) ((long) count * rank() / size()), (int) ((long) count * (rank() + 1) / size()));
    }

    /** A part of a row of items, which may be empty. */
    record Part(int from, int to) {
        public <T> List<T> of(List<T> items) {
            return items.subList(from, to);
        }
    }

    /** The only process of its group. */
    final class Alone implements Ranks {
        private Alone() {}

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public double[] sum(double... own) {
            return Arrays.copyOf(own, own.length);
        }

        @Override
        public void sumGradients(List<Tensor> parameters) {
            // They are the whole gradient already.
        }

        @Override
        public List<double[]> gather(List<double[]> own) {
            return own;
        }

        @Override
        public List<String> gather(String own) {
            return List.of(own);
        }

        @Override
        public void onLoss(Consumer<Phrase> write) {
            // Nobody can be lost.
        }

        @Override
        public void fail(Phrase why) {
            // Nobody has to be told.
        }

        @Override
        public void close() {
            // Nobody has to be waited for.
        }
    }
}
