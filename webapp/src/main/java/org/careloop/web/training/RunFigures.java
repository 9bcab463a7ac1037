package org.careloop.web.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.springframework.stereotype.Component;

/** The runs that are not over, in figures. */
@Component
public class RunFigures {
    private final RunRepository runs;

    RunFigures(RunRepository runs) {
        this.runs = runs;
    }

    /**
     * One of them.
     *
     * @param last what the last step wrote in {@code metrics.jsonl}; empty where nothing can be read
     */
    public record InWork(long number, String kind, Phase phase, long step, Map<String, Double> last) {}

    /** Those whose directory says what they do. */
    public List<InWork> notOver() {
        return runs.withoutResult().stream().flatMap(RunFigures::inWork).toList();
    }

    private static Stream<InWork> inWork(Run run) {
        RunDirectory directory = run.directory();
        return RunFiles.status(directory).stream()
                .filter(status -> !status.phase().isOver())
                .map(status -> figures(run, status));
    }

    private static InWork figures(Run run, RunStatus status) {
        return new InWork(
                run.number(), run.kind().label(), status.phase(), status.step(), RunFiles.lastFigures(run.directory()));
    }
}
