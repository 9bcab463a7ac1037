package org.careloop.web.training;

import com.vaadin.flow.component.Component;
import org.careloop.run.RunKind;

/** What a feature whose runs make no model shows on the page of one. */
public interface RunPart {

    boolean isOf(RunKind kind);

    /** What came of the run, or what it is about until then. */
    Component of(Run run);

    /** Whether what came of it is taken in. */
    boolean isTaken(Run run);
}
