package org.careloop.web.training;

import java.nio.file.Files;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus.Phase;
import org.careloop.web.checkpoint.CheckpointResults;
import org.springframework.stereotype.Component;

/** The models that runs made. */
@Component
class MadeModels implements RunResults {
    private final CheckpointResults results;

    MadeModels(CheckpointResults results) {
        this.results = results;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind.makes().isPresent();
    }

    @Override
    public void take(Run run, Phase ended) {
        if (ended != Phase.FAILED && Files.isDirectory(run.directory().model())) {
            results.register(
                    run.resultName(),
                    run.kind().makes().orElseThrow(),
                    run.directory().model(),
                    run.id());
        }
    }
}
