package org.careloop.web.webhook;

/** The kinds of events. A trigger stores an event in the transaction in which it happens. */
public enum WebhookEvent {
    /** A judgement was given or revised, not imported. */
    JUDGEMENT,
    /** The last vote that the study asks for was given. */
    STUDY_COMPLETE,
    /** A training run has ended: done, stopped or failed. */
    RUN_FINISHED,
    /** A lead has approved a model that learnt from the study, or one of before again. */
    MODEL_APPROVED,
    /** A lead has taken the approval of a model back. */
    MODEL_WITHDRAWN,
    /** A person pressed the test button. */
    TEST
}
