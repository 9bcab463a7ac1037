package org.careloop.web.training.cloning;

import java.util.Map;
import java.util.Optional;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.training.Watching;

/**
 * A run to be made of another.
 *
 * @param origin whose kind and data it has
 * @param settings all that are not at their defaults; those of the origin are not added
 * @param models of a run that trains one, where they are others than the origin's
 */
public record CloneRequest(RunId origin, Map<String, Object> settings, Optional<Models> models) {

    /** The models of a training. */
    public record Models(CheckpointId base, Optional<CheckpointId> reward, Watching watching) {}

    public CloneRequest {
        settings = Map.copyOf(settings);
    }
}
