package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** What a feature that knows of checkpoints shows on the page of one. */
public interface CheckpointPart {
    /** Empty where it has nothing to say. */
    Optional<Component> of(Checkpoint checkpoint);

    /** What one may begin with the checkpoint, as a link; empty where nothing may be begun. */
    Optional<Component> action(Checkpoint checkpoint);
}
