package org.careloop.web.comparison;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Message;
import org.careloop.web.annotation.EscalationKind;
import org.careloop.web.annotation.Opinion;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.audit.AuditEvent;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as who leads its study reads it.
 *
 * @param position its place in the order of work
 * @param responses two to six, in the order of the file
 * @param models which model wrote each response, where that is known; empty while it is not to be seen
 * @param origins of the responses that a run of answers brought; empty while the models are not to be seen
 * @param held whether nobody is handed it
 * @param reports the reports for privacy, settled or not, the oldest first
 * @param said empty for who may still be handed the comparison and has not asked to see it
 */
public record ComparisonRecord(
        ComparisonId id,
        String externalId,
        long position,
        List<Message> prompt,
        List<String> responses,
        List<@Nullable String> models,
        List<Origin> origins,
        @Nullable String language,
        @Nullable String specialty,
        List<String> tags,
        boolean held,
        List<Report> reports,
        Optional<Said> said) {

    /**
     * How a response came to be.
     *
     * @param response its place, from 0
     * @param number of the run
     * @param seed that it was sampled with
     */
    public record Origin(int response, RunId run, long number, long seed, Instant at) {}

    /**
     * What people and the trail say of a comparison.
     *
     * @param judgements all, also replaced ones, by the slot that they are in
     * @param gold the answer that it is known to have
     */
    public record Said(
            List<GivenJudgement> judgements,
            List<Skip> skips,
            List<Report> passedOn,
            List<Adjudication> adjudications,
            List<AuditEvent> history,
            Optional<Gold> gold) {}

    /**
     * That a person reported a comparison or passed it on.
     *
     * @param outcome empty while nobody has settled it
     */
    public record Report(EscalationKind kind, String who, String why, Instant at, Optional<Outcome> outcome) {}

    /** @param what {@code RELEASED} or {@code KEPT_OUT} of a report for privacy; else a verdict or ranks */
    public record Outcome(String what, String by, Instant at) {}

    /** That a person left a comparison to others. */
    public record Skip(String who, SkipReason reason, String note, Instant at) {}

    /** A senior clinician's word. */
    public record Adjudication(String who, boolean decision, Opinion opinion, Instant at) {}

    /** The reports for privacy that wait for a lead. */
    public List<Report> openReports() {
        return reports.stream().filter(report -> report.outcome().isEmpty()).toList();
    }

    @Override
    public String toString() {
        return "record of comparison " + id;
    }
}
