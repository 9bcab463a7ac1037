package org.careloop.web.study;

/** The codes of what can be wrong with a change of a study, as far as a screen acts on them. */
final class StudyProblem {
    static final String CHANGED_MEANWHILE = "study.changed-meanwhile";
    static final String NAME_TAKEN = "study.name-taken";

    private StudyProblem() {}
}
