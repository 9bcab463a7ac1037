package org.careloop.web.overview;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Measure;
import org.careloop.web.agreement.Standing;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.StudyKind;

/**
 *  The progress of a study.
 *
 * @param standing the present state of the votes
 * @param agreement on the verdicts, now
 * @param days votes of each day of the last four weeks that had one, in order; imported votes are left out, because
 *     their days are unknown
 * @param forecast when all votes will be in
 * @param annotators everybody who voted, the most votes first
 * @param report the slow figures; empty while the first report is computed
 * @param upToDate whether the report covers the present votes
 * @param privacy comparisons that were reported for privacy and wait for the lead
 */
public record StudyOverview(
        Standing standing,
        Map<Measure, Coefficient> agreement,
        List<Day> days,
        Forecast forecast,
        List<Annotator> annotators,
        Optional<AgreementReport> report,
        boolean upToDate,
        long privacy) {

    /** Votes given on one day. */
    public record Day(LocalDate date, long votes) {}

    /** Whether the clinicians agree more than chance would have them, beyond doubt. */
    public boolean agreesBeyondChance() {
        return agreement.get(Measure.ALPHA_NOMINAL) instanceof Coefficient.Known alpha && alpha.low() > 0;
    }

    /** The figure that stands for the agreement in a study of a kind. */
    Coefficient agreed(StudyKind kind) {
        return kind == StudyKind.RATING
                ? report.map(known -> known.ratings().getFirst().kappa()).orElseGet(() -> new Coefficient.TooFew(0))
                : agreement.getOrDefault(Measure.ALPHA_NOMINAL, new Coefficient.TooFew(0));
    }

    /** How often votes that count and are no tie preferred the response on the left. */
    public Proportion left() {
        List<Annotator> counted =
                annotators.stream().filter(a -> a.exclusion().isEmpty()).toList();
        return new Proportion(
                counted.stream().mapToInt(a -> a.left().hits()).sum(),
                counted.stream().mapToInt(a -> a.left().of()).sum());
    }

    /**
     * How often each person whose votes count gave the same verdict on a swapped repeat; people without a repeat are
     * left out.
     */
    public List<Proportion> repeats(AgreementReport of) {
        return annotators.stream()
                .filter(annotator -> annotator.exclusion().isEmpty())
                .map(annotator -> of.withSelf(annotator.id()))
                .filter(share -> share.of() > 0)
                .toList();
    }
}
