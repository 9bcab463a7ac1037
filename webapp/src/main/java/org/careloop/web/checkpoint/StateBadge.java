package org.careloop.web.checkpoint;

import com.vaadin.flow.component.html.Span;

/** Where a model stands, in a word. */
public class StateBadge extends Span {
    private static final long serialVersionUID = 1L;

    public StateBadge(ModelState state) {
        addClassNames(
                "badge",
                switch (state) {
                    case CANDIDATE -> "quiet";
                    case APPROVED -> "done";
                    case WITHDRAWN -> "attention";
                });
        setText(getTranslation("checkpoint.state." + state.label()));
    }
}
