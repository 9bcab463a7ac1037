package org.careloop.web.study;

/** The codes of what can be wrong with a change of a study, as far as a screen acts on them. */
public final class StudyProblem {
    public static final String CHANGED_MEANWHILE = "study.changed-meanwhile";
    public static final String NAME_TAKEN = "study.name-taken";

    private StudyProblem() {}
}
