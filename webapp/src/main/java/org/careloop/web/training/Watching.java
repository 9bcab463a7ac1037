package org.careloop.web.training;

import java.util.Set;
import org.careloop.run.health.WatchRule;
import org.careloop.web.checkpoint.CheckpointId;

/**
 * What else judges the answers of a run and never trains.
 *
 * @param models other reward models
 */
public record Watching(Set<CheckpointId> models, Set<WatchRule> rules) {
    public static final Watching NONE = new Watching(Set.of(), Set.of());

    public Watching {
        models = Set.copyOf(models);
        rules = Set.copyOf(rules);
    }

    boolean isNone() {
        return models.isEmpty() && rules.isEmpty();
    }
}
