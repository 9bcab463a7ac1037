package org.careloop.web.study;

/** What a person may do in one study, beyond what their role allows everywhere. */
public enum MemberRole {
    /** Judges its comparisons. A study with none is open to every clinician who fits. */
    ANNOTATOR,
    /** Settles what its annotators do not agree on. */
    ADJUDICATOR,
    /** Designs and runs it. A study with none is run by every study lead. */
    LEAD
}
