package org.careloop.web.study;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** How far a study has come, in a word; the colour says it once more. */
public class StudyBadge extends Span {
    private static final long serialVersionUID = 1L;

    public StudyBadge(Study.State state) {
        setText(getTranslation("study.state." + state.name().toLowerCase(Locale.ROOT)));
        addClassNames(
                "badge",
                switch (state) {
                    case DRAFT, CLOSED -> "quiet";
                    case PILOT -> "running";
                    case COLLECTING, FROZEN -> "done";
                });
    }
}
