package org.careloop.ppo.path;

import java.util.Arrays;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;

/** What commands are as kinds of runs. */
final class Kinds {
    private Kinds() {}

    /** The kind of run that a command executes, if it trains a model. */
    static Optional<RunKind> of(String command) {
        return Arrays.stream(RunKind.values())
                .filter(kind -> kind.label().equals(command) && kind.makes().isPresent())
                .findFirst();
    }

    static boolean makes(String command, ModelKind model) {
        return of(command).flatMap(RunKind::makes).filter(model::equals).isPresent();
    }
}
