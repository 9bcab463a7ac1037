package org.careloop.web.api;

import java.time.Instant;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Models that runs start from and what runs made. */
@RestController
@RequestMapping("/api/v1/checkpoints")
class CheckpointApi {
    private final CheckpointService checkpoints;

    CheckpointApi(CheckpointService checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * A checkpoint as the API returns it.
     *
     * @param run the run that made it; null for a base model
     */
    record CheckpointView(
            String id, String name, String kind, @Nullable String run, String sha256, Instant createdAt) {
        static CheckpointView of(Checkpoint checkpoint) {
            return new CheckpointView(
                    checkpoint.id().toString(),
                    checkpoint.name(),
                    checkpoint.kind().name(),
                    checkpoint.run().map(RunId::toString).orElse(null),
                    checkpoint.sha256(),
                    checkpoint.createdAt());
        }
    }

    @GetMapping
    Paging.Page<CheckpointView> list(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor,
                limit,
                checkpoints.list().stream().map(CheckpointView::of).toList());
    }

    @GetMapping("/{id}")
    CheckpointView get(@PathVariable String id) {
        return CheckpointId.parse(id)
                .flatMap(checkpoints::find)
                .map(CheckpointView::of)
                .orElseThrow(() -> new ApiProblems.NotFound(
                        "there is no checkpoint \"%s\" that this token's person may see; GET /api/v1/checkpoints lists them"
                                .formatted(id)));
    }
}
