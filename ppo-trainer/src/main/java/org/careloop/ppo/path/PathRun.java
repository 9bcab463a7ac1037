package org.careloop.ppo.path;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;

/**
 * Does the steps of a path that are not done yet, in their order.
 *
 * @param say takes what a person hears of it, line by line
 */
record PathRun(PathFolder folder, Steps steps, InstantSource clock, Consumer<String> say) {

    /** Executes one step to its end. */
    @FunctionalInterface
    interface Steps {
        /**
         * How a step ended.
         *
         * @param code as a command's exit code
         * @param summary the facts of its closing line
         */
        record Ended(int code, Map<String, Object> summary) {}

        Ended run(PlannedStep step) throws IOException, InterruptedException;
    }

    /** @throws BadInput where a step did not end well; the same path again goes on with it */
    void toTheEnd(List<PlannedStep> planned) throws IOException, InterruptedException {
        for (int i = 0; i < planned.size(); i++) {
            PlannedStep step = planned.get(i);
            String place = "[%d/%d] %s".formatted(i + 1, planned.size(), step.folder());
            if (folder.isDone(step)) {
                say.accept(place + ": done");
                continue;
            }
            say.accept(place + ": careloop " + String.join(" ", step.arguments()));
            Instant begin = clock.instant();
            Steps.Ended ended = steps.run(step);
            if (ended.code() != 0) {
                throw unfinished(step, ended.code());
            }
            folder.keep(step, new Done(Duration.between(begin, clock.instant()).toSeconds(), ended.summary()));
            PathReport.of(planned, folder).write(folder);
        }
    }

    private BadInput unfinished(PlannedStep step, int code) {
        return BadInput.in(
                folder.path().resolve(step.folder()),
                Phrase.filled(
                        "path.unfinished",
                        "\"%s\" did not end well (code %s); what it said stands above. Everything before is kept:"
                                + " correct it, and give the same command again",
                        step.name(),
                        code));
    }
}
