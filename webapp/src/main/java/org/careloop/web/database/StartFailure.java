package org.careloop.web.database;

import java.util.Optional;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Explains in one line why the application did not start, for errors that a person can correct. */
public final class StartFailure implements FailureAnalyzer, FailureAnalysisReporter {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return causeIn(failure, BadInput.class)
                .map(e -> new FailureAnalysis(e.getMessage(), null, e))
                .orElse(null);
    }

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction() == null ? "" : " " + analysis.getAction();
        System.err.println("careloop: " + (analysis.getDescription() + action).replaceAll("\\s*\\R\\s*", " "));
    }

    /** The first cause of the given type. */
    public static <T extends Throwable> Optional<T> causeIn(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
