package org.careloop.web.promotion;

import java.util.List;
import java.util.Map;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.VerdictReport;

/**
 * What a lead sees before approving a model.
 *
 * @param decisions on the report's losses in safety, by the names of the comparisons
 * @param comparisons those of the report's losses, by their names
 */
public record Outlook(
        Study verdictStudy,
        VerdictReport report,
        List<GatePoint> gate,
        Map<String, String> decisions,
        Map<String, ComparisonId> comparisons) {
    /** Whether every point of the gate is passed. */
    public boolean isPassed() {
        return gate.stream().allMatch(GatePoint::passed);
    }
}
