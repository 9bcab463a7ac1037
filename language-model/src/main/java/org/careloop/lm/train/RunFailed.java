package org.careloop.lm.train;

/** A run failed, and not because of its input. The message says what happened, what is kept and how to go on. */
public final class RunFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
