package org.careloop.web.dataset;

/** A row that does not fit; the message names the field and what to do. The reader adds file and line. */
public final class BadRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    public BadRow(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    public String problem() {
        return problem;
    }
}
