package org.careloop.web.agreement;

import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;

/** How far the annotators of a study agree, and how each of them works. Reads only votes that count. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class AgreementService {
    private final AgreementRepository votes;
    private final AnnotatorRepository annotators;
    private final ExclusionRepository exclusions;
    private final ReportCache reports;
    private final StudyAccess access;

    AgreementService(
            AgreementRepository votes,
            AnnotatorRepository annotators,
            ExclusionRepository exclusions,
            ReportCache reports,
            StudyAccess access) {
        this.votes = votes;
        this.annotators = annotators;
        this.exclusions = exclusions;
        this.reports = reports;
        this.access = access;
    }

    /**
     * A report, which may not be ready yet.
     *
     * @param report the newest one; empty while the first is computed
     * @param upToDate whether it covers the present votes; if not, a new report is being computed
     */
    public record Reading(Optional<AgreementReport> report, boolean upToDate) {}

    /** The present state of the votes; fast also with a million of them. */
    public Standing standing(Study study) {
        access.requireSee(study.id());
        return votes.standing(study.id(), study.design().adjudicateBelow());
    }

    /** The present agreement on the verdicts; fast also with a million votes. */
    public Map<Measure, Coefficient> overall(Study study, Standing standing) {
        long bothBad = standing.patterns().verdicts()[Verdict.BOTH_BAD.ordinal()];
        return Bootstrap.estimates(standing.patterns(), study.design().scale().hasBothBad() || bothBad > 0 ? 4 : 3);
    }

    /** The whole report; waits for a limited time for one on the newest votes. */
    public Reading report(Study study, Duration patience) {
        access.requireSee(study.id());
        CompletableFuture<AgreementReport> current = reports.current(study);
        try {
            return new Reading(Optional.of(current.get(patience.toMillis(), TimeUnit.MILLISECONDS)), true);
        } catch (TimeoutException e) {
            return new Reading(reports.last(study.id()), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reading(reports.last(study.id()), false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the agreement report could not be made", e.getCause());
        }
    }

    /** Everybody who voted, the most votes first. */
    public List<Annotator> annotators(Study study) {
        access.requireSee(study.id());
        Map<PersonId, Exclusion> leftOut = exclusions.inForce(study.id()).stream()
                .collect(Collectors.toMap(Exclusion::annotator, Function.identity()));
        List<Annotator> found = annotators.annotators(study.id());
        List<Annotator> tested =
                found.stream().filter(annotator -> !annotator.left().isTooFew()).toList();
        double[] p = BinomialTests.holm(tested.stream()
                .mapToDouble(annotator -> BinomialTests.fair(annotator.left()))
                .toArray());
        List<Annotator> complete = new ArrayList<>();
        for (Annotator annotator : found) {
            int place = tested.indexOf(annotator);
            complete.add(new Annotator(
                    annotator.id(),
                    annotator.login(),
                    annotator.name(),
                    annotator.judged(),
                    annotator.pace(),
                    annotator.left(),
                    place < 0 ? Optional.empty() : Optional.of(p[place]),
                    annotator.scripted(),
                    annotator.imported(),
                    Optional.ofNullable(leftOut.get(annotator.id()))));
        }
        return complete;
    }
}
