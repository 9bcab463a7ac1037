package org.careloop.web.training.links;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.training.Run;

/** What a feature that stands above runs adds to the links of one. */
public interface RunRelations {
    /** What the links are to; {@code run.link.KEY} translates it. */
    String key();

    /**
     * The links; none where there is nothing.
     *
     * @param made what the run made, once it is registered
     */
    List<Component> of(Run run, Optional<Checkpoint> made);
}
