package org.careloop.web.training;

import com.vaadin.flow.component.html.ListItem;
import java.util.Optional;

/** How long a run takes, from what runs like it took, as a line of a list. */
public class TimeLine extends ListItem {
    private static final long serialVersionUID = 1L;

    public void show(Optional<TimeEstimate> estimate) {
        setText(RunWords.time(this, estimate));
    }
}
