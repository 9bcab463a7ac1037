package org.careloop.ppo.path;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.jspecify.annotations.Nullable;

/**
 * A command of a path with everything filled in.
 *
 * @param line of the recipe
 * @param name of the stage or the exam
 * @param folder of what it makes, below the path's directory
 * @param arguments of the command line, the command first
 * @param model that it computes with, a directory; null where none is named
 * @param after the folder of the stage whose model takes this exam, {@link #START} for the first model; null for a stage
 * @param language of the exam's questions, where the recipe says it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlannedStep(
        long line,
        String name,
        String folder,
        List<String> arguments,
        @Nullable String model,
        @Nullable String after,
        @Nullable String language) {
    static final String START = "00-start";

    /** The same with other arguments. */
    PlannedStep with(List<String> others) {
        return new PlannedStep(line, name, folder, others, model, after, language);
    }

    boolean isExam() {
        return after != null;
    }

    /** The kind of run that its command executes, if it is one. */
    Optional<RunKind> kind() {
        return isExam() ? Optional.empty() : Kinds.of(arguments.getFirst());
    }
}
