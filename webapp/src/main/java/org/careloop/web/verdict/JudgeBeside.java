package org.careloop.web.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.careloop.run.judging.JudgeReport;

/**
 * What a model that judged the same pairs says, beside the votes on them. It is no vote, and no decision rests on it.
 *
 * @param id names it, for whoever takes it away
 * @param report as the command {@code judge} writes it, from the new model's side; its people are the votes that count
 * @param elsewhere pairs of the judge's file that are not among those of this verdict
 */
public record JudgeBeside(String id, String attachedBy, Instant attachedAt, JudgeReport report, int elsewhere) {
    /** The judge's name. */
    @JsonIgnore
    public String name() {
        return report.asked().judge();
    }
}
