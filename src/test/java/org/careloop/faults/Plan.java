package org.careloop.faults;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be tried.
 *
 * @param seed decides which faults come, in which order, how long each lasts, and after how many verdicts
 * @param faults how many
 * @param annotators windows at once; one in four is the second window of a person
 * @param between most acknowledgements between the end of one fault and the next
 */
record Plan(long seed, int faults, int annotators, int between) {
    /** Votes that every comparison wants. */
    static final int OVERLAP = 2;

    /** So many that nobody has judged everything before the end, whatever comes between. */
    int comparisons() {
        return faults * (between + annotators) * 4 + 2000;
    }

    /** The faults in their order, each of those that are possible as often as its weight says. */
    List<Fault> of(Set<Fault> possible) {
        Random random = new Random(seed);
        return Stream.generate(() -> draw(random, possible)).limit(faults).toList();
    }

    private static Fault draw(Random random, Set<Fault> possible) {
        List<Fault> each = possible.stream().sorted().toList();
        int left = random.nextInt(each.stream().mapToInt(fault -> fault.weight).sum());
        for (Fault fault : each) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("weights do not sum up");
    }

    /** What decides about the fault of a number, alike in every run of the same seed. */
    Random random(int fault) {
        return new Random(Objects.hash(seed, fault));
    }
}
