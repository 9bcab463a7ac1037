package org.careloop.lm.train;

import java.io.IOException;
import java.util.Map;
import org.careloop.lm.ranks.Joining;
import org.careloop.lm.ranks.RankLost;
import org.careloop.lm.ranks.Ranks;
import org.careloop.run.Failure;

/** A command whose process may be one of several: it finds the others, and they hear of its end. */
public final class Together {
    private Together() {}

    /** What each process does. */
    @FunctionalInterface
    public interface Work {
        Map<String, Object> with(Ranks ranks) throws IOException;
    }

    /**
     * Does work with the processes that the environment names, or alone where it names none.
     *
     * @return what the command says at its end: the result of the first process, nothing for the others
     */
    public static Map<String, Object> call(Work work) throws IOException {
        Ranks ranks = Joining.ofEnvironment(System.getenv());
        try {
            Map<String, Object> result = work.with(ranks);
            ranks.close();
            return ranks.isFirst() ? result : Map.of();
        } catch (IOException | RuntimeException | Error e) {
            Throwable cause = e instanceof RunFailed && e.getCause() != null ? e.getCause() : e;
            if (!(cause instanceof RankLost)) {
                ranks.fail(Failure.words(cause));
            }
            throw e;
        }
    }
}
