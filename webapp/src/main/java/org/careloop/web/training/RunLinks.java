package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;

/** Everything that a run comes of and leads to, as links on its page. */
public interface RunLinks {
    /** @param made what the run made, once it is registered */
    Component of(Run run, Optional<Checkpoint> made);
}
