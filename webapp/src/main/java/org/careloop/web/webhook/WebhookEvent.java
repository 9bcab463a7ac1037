package org.careloop.web.webhook;

/** What can be told. The database writes it down in the transaction in which it happens. */
public enum WebhookEvent {
    /** A judgement was given or revised; what an import brings is not told. */
    JUDGEMENT,
    /** The last vote that the study asks for was given. */
    STUDY_COMPLETE,
    /** A training run has ended: done, stopped or failed. */
    RUN_FINISHED,
    /** Somebody pressed the test button. */
    TEST
}
