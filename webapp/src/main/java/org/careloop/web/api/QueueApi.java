package org.careloop.web.api;

import java.io.IOException;
import org.careloop.run.worker.Priority;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.training.TrainingService;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which run is next, and which is none. */
@RestController
@RequestMapping("/api/v1/runs")
class QueueApi {
    private final TrainingService training;

    QueueApi(TrainingService training) {
        this.training = training;
    }

    /** @param priority {@code high}, {@code normal} or {@code low} */
    record NewPriority(@Nullable String priority) {}

    /** Lets workers take a waiting run before or after others. */
    @PostMapping("/{id}/priority")
    RunApi.RunResource prioritise(@PathVariable String id, @RequestBody NewPriority body) throws IOException {
        training.prioritise(run(id), Priority.parse(String.valueOf(body.priority())));
        return get(id);
    }

    /** Takes a waiting run out of the queue, or ends one in work after the step at hand, with what it has. */
    @PostMapping("/{id}/stop")
    RunApi.RunResource stop(@PathVariable String id) throws IOException {
        training.stop(run(id));
        return get(id);
    }

    private static RunId run(String id) {
        return RunId.parse(id).orElseThrow(() -> RunApi.absent(id));
    }

    private RunApi.RunResource get(String id) {
        return training.listed(id).map(RunApi.RunResource::of).orElseThrow(() -> RunApi.absent(id));
    }
}
