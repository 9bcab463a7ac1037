package org.careloop.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.checkpoint.LineageQuestion;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.checkpoint.Touched;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a checkpoint came of, and which checkpoints came of a judgement, a comparison or a person. */
@RestController
@RequestMapping("/api/v1")
class LineageApi {
    private final LineageService lineages;

    LineageApi(LineageService lineages) {
        this.lineages = lineages;
    }

    /**
     * A model of a lineage.
     *
     * @param training null for a base model, and for one of a study that the token's person may not see
     * @param answeredIn ids of the studies in which its answers are judged, the latest first
     */
    record ModelView(
            String id,
            String name,
            @Nullable String kind,
            @Nullable String sha256,
            @Nullable TrainingView training,
            List<String> answeredIn) {}

    /**
     * How a model was trained.
     *
     * @param study id of the study, or of the first of several
     * @param studies ids of all
     * @param judgements of the snapshot, by account
     * @param base id of the model that the run started from; it follows in the list
     * @param reward id of the reward model; null where the kind of run has none
     */
    record TrainingView(
            String run,
            long number,
            String kind,
            Instant startedAt,
            String study,
            List<String> studies,
            String snapshot,
            Instant frozenAt,
            List<Lineage.Contribution> judgements,
            String base,
            @Nullable String reward) {}

    /** A model that judgements reached, by each of its ways. */
    record TouchedView(
            String id,
            String name,
            @Nullable String sha256,
            @Nullable String state,
            List<WayView> ways) {}

    /**
     * @param kind {@code votes}, {@code base} or {@code reward}
     * @param through id of the model on the way; null for votes
     */
    record WayView(String kind, @Nullable String through) {}

    /** The model itself, then every model that it came of. */
    @GetMapping("/checkpoints/{id}/lineage")
    List<ModelView> of(@PathVariable String id) {
        List<ModelView> models = CheckpointId.parse(id).map(lineages::ancestry).orElse(List.of()).stream()
                .map(this::view)
                .toList();
        if (models.isEmpty()) {
            throw new ApiProblems.NotFound(
                    "there is no checkpoint \"%s\" that this token's person may see; GET /api/v1/checkpoints lists them"
                            .formatted(id));
        }
        return models;
    }

    private ModelView view(LineageService.Generation generation) {
        Optional<Checkpoint> seen = generation.checkpoint();
        return new ModelView(
                generation.model().id().toString(),
                generation.model().name(),
                seen.map(model -> model.kind().name()).orElse(null),
                seen.map(Checkpoint::sha256).orElse(null),
                generation.lineage().map(this::view).orElse(null),
                seen.map(lineages::answeredIn).orElse(List.of()).stream()
                        .map(StudyId::toString)
                        .toList());
    }

    private TrainingView view(Lineage known) {
        return new TrainingView(
                known.run().toString(),
                known.runNumber(),
                known.runKind(),
                known.startedAt(),
                known.pool().first().toString(),
                known.pool().ids().stream().map(StudyId::toString).toList(),
                known.snapshot().toString(),
                known.frozenAt(),
                lineages.contributions(known),
                known.base().id().toString(),
                known.reward().map(reward -> reward.id().toString()).orElse(null));
    }

    /** Every checkpoint that learnt from a judgement, a comparison's judgements, or a person's; one of the three is given. */
    @GetMapping("/lineage")
    List<TouchedView> touched(
            @RequestParam(required = false) @Nullable String judgement,
            @RequestParam(required = false) @Nullable String comparison,
            @RequestParam(required = false) @Nullable String annotator) {
        LineageQuestion asked = LineageQuestion.of(name -> Optional.ofNullable(
                switch (name) {
                    case "judgement" -> judgement;
                    case "comparison" -> comparison;
                    default -> annotator;
                }));
        return lineages.touched(asked.origin(lineages)).stream()
                .map(LineageApi::view)
                .toList();
    }

    private static TouchedView view(Touched one) {
        return new TouchedView(
                one.id().toString(),
                one.name(),
                one.checkpoint().map(Checkpoint::sha256).orElse(null),
                one.checkpoint()
                        .flatMap(Checkpoint::state)
                        .map(ModelState::label)
                        .orElse(null),
                one.ways().stream()
                        .map(way -> new WayView(
                                way.kind().name().toLowerCase(Locale.ROOT),
                                way.through()
                                        .map(model -> model.id().toString())
                                        .orElse(null)))
                        .toList());
    }
}
