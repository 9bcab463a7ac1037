package org.careloop.web.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.RunSpec;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.people.PersonId;
import org.springframework.stereotype.Component;

/** Hands runs that train a model over to the workers, whatever their data come from. */
@Component
public class TrainingOrders {
    private final RunOrders orders;
    private final CheckpointService checkpoints;

    TrainingOrders(RunOrders orders, CheckpointService checkpoints) {
        this.orders = orders;
        this.checkpoints = checkpoints;
    }

    /**
     * Stores a run and hands it over.
     *
     * @param clonedFrom the run that it was filled with
     * @throws BadInput when a model is not there, or not of the kind that is needed
     */
    public Run give(
            TrainingRequest request,
            String studyName,
            PersonId by,
            RunOrders.Data data,
            Optional<Run.Origin> clonedFrom)
            throws IOException {
        Checkpoint base = checkpoints.require(request.base(), ModelKind.POLICY);
        Optional<Checkpoint> reward = request.reward().map(id -> checkpoints.require(id, ModelKind.REWARD));
        List<String> watches = watches(request.watching());
        NewRun wanted = new NewRun(
                request.kind(),
                request.studies().getFirst(),
                Optional.of(base.id()),
                request.reward(),
                request.settings(),
                Optional.empty(),
                by,
                clonedFrom.map(Run.Origin::id));
        return orders.give(
                wanted,
                studyName,
                data,
                run -> new RunSpec(
                        run.id().toString(),
                        request.kind(),
                        run.createdAt(),
                        run.createdBy(),
                        base.directory().toString(),
                        null,
                        reward.map(model -> model.directory().toString()).orElse(null),
                        watches,
                        List.of(),
                        request.settings(),
                        lineage(run)));
    }

    /** As {@code run.json} names them: directories of models and names of rules. */
    private List<String> watches(Watching watching) {
        return Stream.concat(
                        watching.models().stream()
                                .map(model -> checkpoints
                                        .require(model, ModelKind.REWARD)
                                        .directory()
                                        .toString())
                                .sorted(),
                        watching.rules().stream().map(WatchRule::label).sorted())
                .toList();
    }

    private static Map<String, String> lineage(Run run) {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("study", run.studyName());
        lineage.put("judgements", String.valueOf(run.votes()));
        lineage.put("base", run.baseName());
        run.rewardName().ifPresent(name -> lineage.put("reward model", name));
        lineage.put("run", String.valueOf(run.number()));
        run.clonedFrom().ifPresent(origin -> lineage.put("cloned from run", String.valueOf(origin.number())));
        return lineage;
    }
}
