package org.careloop.web.study;

import org.careloop.run.BadInput;

/** What can be wrong with a change of a study: the codes on which screens act, and what several services say. */
public final class StudyProblem {
    public static final String CHANGED_MEANWHILE = "study.changed-meanwhile";
    public static final String NAME_TAKEN = "study.name-taken";

    private StudyProblem() {}

    /** The study is not there, or not any more. */
    public static BadInput absent() {
        return BadInput.coded("study.absent", "this study does not exist; choose another");
    }
}
