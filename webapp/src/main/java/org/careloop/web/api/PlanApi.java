package org.careloop.web.api;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.SnapshotPlan;
import org.careloop.web.memory.MemoryForecast;
import org.careloop.web.memory.MemoryService;
import org.careloop.web.training.TimeEstimate;
import org.careloop.web.training.TrainingRequest;
import org.careloop.web.training.TrainingService;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would happen if a run were started. */
@RestController
@RequestMapping("/api/v1/runs/plan")
class PlanApi {
    private final TrainingService training;
    private final MemoryService memories;
    private final CheckpointService checkpoints;

    PlanApi(TrainingService training, MemoryService memories, CheckpointService checkpoints) {
        this.training = training;
        this.memories = memories;
        this.checkpoints = checkpoints;
    }

    /**
     * A run before it starts.
     *
     * @param excluded what is left out, by reason
     * @param time null where no run like it is done
     * @param memory null for a kind whose memory is not planned
     */
    record PlanResource(
            long votes,
            long comparisons,
            long prompts,
            Map<String, Long> excluded,
            @Nullable TimeEstimate time,
            @Nullable MemoryResource memory) {
        static PlanResource of(TrainingService.Plan plan, Optional<MemoryForecast> memory) {
            SnapshotPlan data = plan.data();
            Map<String, Long> excluded = new TreeMap<>();
            data.excluded()
                    .forEach((reason, count) -> excluded.put(reason.name().toLowerCase(Locale.ROOT), count));
            return new PlanResource(
                    data.votes(),
                    data.comparisons(),
                    data.prompts(),
                    excluded,
                    plan.time().orElse(null),
                    memory.map(MemoryResource::of).orElse(null));
        }
    }

    /**
     * The memory of a run.
     *
     * @param bytes at the fullest moment
     * @param longestTokens of the longest text that is given, as it was reckoned
     * @param there bytes of the machine with the least main memory among the workers in sight; null where nobody says it
     * @param remedy settings with which it would fit; null where it fits, or none suffice
     */
    record MemoryResource(
            long bytes,
            int longestTokens,
            @Nullable Long there,
            boolean tooMuch,
            @Nullable String remedy,
            List<PartResource> parts) {
        static MemoryResource of(MemoryForecast forecast) {
            return new MemoryResource(
                    forecast.plan().bytes(),
                    forecast.longest(),
                    forecast.there().isPresent() ? forecast.there().getAsLong() : null,
                    forecast.isTooMuch(),
                    forecast.remedy().orElse(null),
                    forecast.plan().parts().stream()
                            .map(part -> new PartResource(
                                    part.when().name().toLowerCase(Locale.ROOT),
                                    part.what().english(),
                                    part.bytes()))
                            .toList());
        }
    }

    /** @param when {@code always}, {@code sampling} or {@code learning}; the last two take turns */
    record PartResource(String when, String what, long bytes) {}

    /** Starts nothing. */
    @PostMapping
    PlanResource plan(@RequestBody RunApi.NewRun body) throws IOException {
        TrainingRequest request = RunApi.request(body);
        Checkpoint base = checkpoints.require(request.base(), ModelKind.POLICY);
        Optional<Checkpoint> reward = request.reward().map(id -> checkpoints.require(id, ModelKind.REWARD));
        TrainingService.Plan plan =
                training.plan(request.studies(), request.kind(), Optional.of(base.id()), request.settings());
        return PlanResource.of(
                plan,
                memories.forecast(
                        request.kind(), base, reward, request.settings(), memories.longest(request.studies())));
    }
}
