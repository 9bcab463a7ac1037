package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.JsonLines;
import org.careloop.run.RunDirectory;
import org.careloop.run.Vote;

/**
 * Writes what each step of a DPO run reads, as ids and votes, for {@code src/test/referee/dpo_parity.py}. Arguments: the run,
 * and the file to write.
 */
public final class DpoBatchesForTransformers {
    /** @param step counted from 1 */
    record Batch(long step, List<Pair> pairs) {}

    record Pair(List<Integer> prompt, List<Integer> a, List<Integer> b, List<Judged> votes) {
        static Pair of(VotedPair pair) {
            return new Pair(
                    list(pair.a().prompt()),
                    list(pair.a().response()),
                    list(pair.b().response()),
                    pair.votes().stream().map(Judged::of).toList());
        }

        private static List<Integer> list(int[] ids) {
            return Arrays.stream(ids).boxed().toList();
        }
    }

    /** @param strength 1 to 3 */
    record Judged(String verdict, int strength, double weight) {
        static Judged of(Vote vote) {
            return new Judged(vote.verdict().name(), vote.strength().number(), vote.weight());
        }
    }

    private DpoBatchesForTransformers() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory run = new RunDirectory(Path.of(arguments[0]));
        List<Batch> batches = new ArrayList<>();
        try (DpoJob job = (DpoJob) DpoTraining.load(run, run.readSpec())) {
            for (long step = 1; step <= job.steps(); step++) {
                Stream<VotedPair> pairs = job.batch(step).stream();
                batches.add(new Batch(step, pairs.map(Pair::of).toList()));
            }
        }
        JsonLines.write(Path.of(arguments[1]), batches);
    }
}
